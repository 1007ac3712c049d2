package hourglass.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DeviceFlowTest {

    private static Provider provider;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        provider = Provider.start(data);
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void givesTheTerminalATokenAfterAYesInTheBrowser() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        JsonNode device = askForACode();
        assertThat(error(poll(device))).isEqualTo("authorization_pending");

        Browser browser = provider.browser().open(path(device));
        assertThat(browser.page).contains("Who are you?");
        browser.signIn("alice");
        assertThat(browser.page)
                .contains(device.get("user_code").asString(), "Signed in as <strong>Alice Berg</strong>");
        browser.press("Go on", Map.of("user_code", device.get("user_code").asString()));
        assertThat(browser.page)
                .contains("act for you?", device.get("user_code").asString());
        assertThat(error(poll(device))).isEqualTo("authorization_pending");
        browser.press("Yes, sign in", Map.of());
        assertThat(browser.page).contains("You are signed in on your terminal");

        JsonNode tokens = provider.read(poll(device));
        String access = tokens.get("access_token").asString();
        assertThat(provider.header(access).get("typ").asString()).isEqualTo("at+jwt");
        JsonNode claims = provider.claims(access);
        assertThat(claims.get("sub").asString()).isEqualTo("a1");
        assertThat(claims.get("aud").asString()).isEqualTo("hourglass");
        assertThat(claims.get("iss").asString()).isEqualTo(provider.url);
        assertThat(claims.get("acr").asString()).isEqualTo("aal2");
        assertThat(claims.get("amr").valueStream().map(JsonNode::asString)).containsExactly("pwd", "otp", "mfa");
        assertThat(claims.get("roles")).isEmpty();
        assertThat(Instant.ofEpochSecond(claims.get("auth_time").asLong())).isBetween(before, Instant.now());

        assertThat(error(poll(device))).as("a device code is good once").isEqualTo("access_denied");
    }

    @Test
    void takesTheCodeTypedInAnySpelling() throws Exception {
        JsonNode device = askForACode();
        Browser browser = provider.browser().open("/activate").signIn("bob");
        String typed = device.get("user_code").asString().replace("-", "").toLowerCase(java.util.Locale.ROOT);
        browser.press("Go on", Map.of("user_code", typed));
        assertThat(browser.page).contains("act for you?");
    }

    @Test
    void tellsTheTerminalOfANo() throws Exception {
        JsonNode device = askForACode();
        Browser browser = provider.browser().open(path(device)).signIn("alice");
        browser.press("Go on", Map.of("user_code", device.get("user_code").asString()));
        browser.press(">No<", Map.of());
        assertThat(browser.page).contains("Nothing was signed in");
        assertThat(error(poll(device))).isEqualTo("access_denied");
    }

    @Test
    void asksForConsentEachTime() throws Exception {
        Browser browser = provider.browser().open("/activate").signIn("carol");
        for (int time = 0; time < 2; time++) {
            JsonNode device = askForACode();
            browser.open(path(device));
            browser.press("Go on", Map.of("user_code", device.get("user_code").asString()));
            assertThat(browser.page).contains("act for you?");
            browser.press("Yes, sign in", Map.of());
        }
    }

    @Test
    void keepsTheTimeOfTheSignInAcrossLaterTokens() throws Exception {
        Browser browser = provider.browser().open("/activate").signIn("dave");
        JsonNode first = signInOn(browser);
        JsonNode second = signInOn(browser);
        JsonNode refreshed = provider.read(refresh(second.get("refresh_token").asString()));
        assertThat(authTime(second)).isEqualTo(authTime(first));
        assertThat(authTime(refreshed)).isEqualTo(authTime(first));
    }

    @Test
    void refusesACodeNobodyAskedFor() throws Exception {
        Browser browser = provider.browser().open("/activate").signIn("alice");
        browser.press("Go on", Map.of("user_code", "BBBB-BBBB"));
        assertThat(browser.page).contains("This code is not known, was used, or has run out");
    }

    @Test
    void refusesAConsentThatAnotherPageMadeUp() throws Exception {
        JsonNode device = askForACode();
        Browser browser = provider.browser().open(path(device)).signIn("alice");
        browser.press("Go on", Map.of("user_code", device.get("user_code").asString()));
        browser.press("Yes, sign in", Map.of("state", "made-up"));
        assertThat(browser.page).contains("This code is not known");
        assertThat(error(poll(device))).isEqualTo("authorization_pending");
    }

    @Test
    void refusesUnknownClientsAndScopes() throws Exception {
        assertThat(error(provider.form(
                        "/oauth2/device_authorization", Map.of("client_id", "somebody", "scope", "hourglass"))))
                .isEqualTo("invalid_client");
        assertThat(error(provider.form(
                        "/oauth2/device_authorization", Map.of("client_id", "hourglass-cli", "scope", "everything"))))
                .isEqualTo("invalid_scope");
        assertThat(error(provider.form(
                        "/oauth2/device_authorization",
                        Map.of("client_id", "hourglass-request-service", "scope", "hourglass"))))
                .as("a client that has a secret must show it")
                .isEqualTo("invalid_client");
    }

    @Test
    void changesARefreshTokenWithEachUseAndRefusesTheOldOne() throws Exception {
        JsonNode tokens = signInOn(provider.browser().open("/activate").signIn("alice"));
        String first = tokens.get("refresh_token").asString();
        JsonNode refreshed = provider.read(refresh(first));
        assertThat(provider.claims(refreshed.get("access_token").asString())
                        .get("sub")
                        .asString())
                .isEqualTo("a1");
        assertThat(refreshed.get("refresh_token").asString()).isNotEqualTo(first);
        assertThat(error(refresh(first))).isEqualTo("invalid_grant");
    }

    @Test
    void takesARefreshTokenBack() throws Exception {
        JsonNode tokens = signInOn(provider.browser().open("/activate").signIn("alice"));
        String token = tokens.get("refresh_token").asString();
        HttpResponse<String> revoked =
                provider.form("/oauth2/revoke", Map.of("client_id", "hourglass-cli", "token", token));
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(error(refresh(token))).isEqualTo("invalid_grant");
    }

    private static JsonNode signInOn(Browser browser) throws Exception {
        JsonNode device = askForACode();
        browser.open(path(device));
        browser.press("Go on", Map.of("user_code", device.get("user_code").asString()));
        browser.press("Yes, sign in", Map.of());
        return provider.read(poll(device));
    }

    private static JsonNode askForACode() throws Exception {
        JsonNode device = provider.read(provider.form(
                "/oauth2/device_authorization", Map.of("client_id", "hourglass-cli", "scope", "hourglass")));
        assertThat(device.get("verification_uri").asString()).isEqualTo(provider.url + "/activate");
        assertThat(device.get("interval").asInt()).isPositive();
        return device;
    }

    private static String path(JsonNode device) {
        return device.get("verification_uri_complete").asString().substring(provider.url.length());
    }

    private static HttpResponse<String> poll(JsonNode device) throws Exception {
        return provider.form(
                "/oauth2/token",
                Map.of(
                        "client_id",
                        "hourglass-cli",
                        "grant_type",
                        Provider.DEVICE_GRANT,
                        "device_code",
                        device.get("device_code").asString()));
    }

    private static HttpResponse<String> refresh(String token) throws Exception {
        return provider.form(
                "/oauth2/token",
                Map.of("client_id", "hourglass-cli", "grant_type", "refresh_token", "refresh_token", token));
    }

    private static long authTime(JsonNode tokens) {
        return provider.claims(tokens.get("access_token").asString())
                .get("auth_time")
                .asLong();
    }

    private static String error(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        return provider.read(answer).get("error").asString();
    }
}
