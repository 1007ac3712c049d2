package hourglass.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/// Code with PKCE, client credentials, tokens by name, and what outlives a restart.
class OtherFlowsTest {

    private static final String VERIFIER = "a-verifier-that-is-long-enough-to-be-one-0123456789";
    private static final String CALLBACK = "http://127.0.0.1:49152/callback";

    private static Provider provider;
    private static Path data;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        data = folder;
        provider = Provider.start(folder);
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void givesATokenForACodeAndItsVerifier() throws Exception {
        String code = codeFor("bob");
        JsonNode tokens = provider.read(redeem(code, VERIFIER));
        JsonNode access = provider.claims(tokens.get("access_token").asString());
        JsonNode id = provider.claims(tokens.get("id_token").asString());
        assertThat(access.get("sub").asString()).isEqualTo("b1");
        assertThat(access.get("aud").asString()).isEqualTo("hourglass");
        assertThat(id.get("aud").asString()).isEqualTo("hourglass-cli");
        assertThat(id.get("name").asString()).isEqualTo("Bob Kaya");
        assertThat(id.get("auth_time").asLong())
                .isEqualTo(access.get("auth_time").asLong());
        assertThat(provider.header(tokens.get("id_token").asString())
                        .path("typ")
                        .asString("JWT"))
                .as("an ID token must not pass for an access token")
                .isNotEqualTo("at+jwt");
        assertThat(error(redeem(code, VERIFIER))).as("a code is good once").isEqualTo("invalid_grant");
    }

    @Test
    void refusesAWrongVerifierAMissingChallengeAndAForeignCallback() throws Exception {
        assertThat(error(redeem(codeFor("bob"), VERIFIER + "x"))).isEqualTo("invalid_grant");

        Map<String, String> withoutChallenge = authorization();
        withoutChallenge.remove("code_challenge");
        withoutChallenge.remove("code_challenge_method");
        Browser browser = provider.browser().open("/sign-in").signIn("bob");
        browser.open("/oauth2/authorize?" + Provider.encode(withoutChallenge));
        assertThat(browser.at.getQuery()).contains("error=invalid_request");

        Map<String, String> foreign = authorization();
        foreign.put("redirect_uri", "https://elsewhere.example/callback");
        browser.open("/oauth2/authorize?" + Provider.encode(foreign));
        assertThat(browser.status).isEqualTo(400);
        assertThat(browser.at.getHost()).as("nobody is sent there").isEqualTo("localhost");
    }

    @Test
    void tellsTheCommandLineOfANo() throws Exception {
        Browser browser = provider.browser().open("/oauth2/authorize?" + Provider.encode(authorization()));
        browser.signIn("bob").press(">No<", Map.of());
        assertThat(browser.at.getQuery()).contains("error=access_denied");
    }

    @Test
    void givesRequestServiceATokenOfItsOwn() throws Exception {
        HttpResponse<String> answer = provider.formAs(
                "hourglass-request-service",
                Provider.SECRET,
                "/oauth2/token",
                Map.of("grant_type", "client_credentials"));
        JsonNode claims =
                provider.claims(provider.read(answer).get("access_token").asString());
        assertThat(claims.get("sub").asString()).isEqualTo("hourglass-request-service");
        assertThat(claims.get("roles").valueStream().map(JsonNode::asString)).containsExactly("policy-author");
        assertThat(claims.has("auth_time")).as("nobody signed in").isFalse();

        assertThat(error(provider.formAs(
                        "hourglass-request-service",
                        "wrong",
                        "/oauth2/token",
                        Map.of("grant_type", "client_credentials"))))
                .isEqualTo("invalid_client");
        assertThat(provider.form(
                                "/oauth2/token",
                                Map.of("grant_type", "client_credentials", "client_id", "hourglass-cli"))
                        .statusCode())
                .as("a public client has no name of its own to act in")
                .isEqualTo(401);
        assertThat(provider.form(
                                "/oauth2/token",
                                Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "client_id",
                                        "hourglass-cli",
                                        "redirect_uri",
                                        CALLBACK,
                                        "code",
                                        codeFor("bob")))
                        .statusCode())
                .as("no code without its verifier")
                .isEqualTo(401);
    }

    @Test
    void givesTokensByNameWithTheSignInThatIsAskedFor() throws Exception {
        JsonNode claims = byName("{\"as\":\"olga\",\"mfa\":false,\"authAge\":\"20m\"}");
        assertThat(claims.get("sub").asString()).isEqualTo("o1");
        assertThat(claims.get("roles").valueStream().map(JsonNode::asString)).containsExactly("auditor");
        assertThat(claims.get("acr").asString()).isEqualTo("aal1");
        assertThat(claims.get("amr").valueStream().map(JsonNode::asString)).containsExactly("pwd");
        Instant signedIn = Instant.ofEpochSecond(claims.get("auth_time").asLong());
        assertThat(signedIn)
                .isBetween(Instant.now().minusSeconds(1230), Instant.now().minusSeconds(1190));
        assertThat(byName("{\"as\":\"alice-admin\"}").get("sub").asString()).isEqualTo("a9");
    }

    @Test
    void refusesTokensForNobodyAndUnknownWishes() throws Exception {
        HttpResponse<String> nobody = provider.json("/local/tokens", "{\"as\":\"mallory\"}");
        assertThat(nobody.statusCode()).isEqualTo(400);
        assertThat(provider.read(nobody).get("detail").asString()).contains("alice", "olga");
        for (String body : new String[] {
            "{}",
            "{\"as\":\"alice\",\"roles\":[\"operator\"]}",
            "{\"as\":\"alice\",\"authAge\":\"-5m\"}",
            "{\"as\":\"alice\",\"authAge\":\"soon\"}",
            "not json"
        }) {
            assertThat(provider.json("/local/tokens", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(provider.form("/local/tokens", Map.of("as", "alice")).statusCode())
                .as("a form of a foreign page can't ask")
                .isEqualTo(415);
    }

    @Test
    void answersToThisMachineOnly() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), provider.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /sign-in HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 403");
        }
        assertThatThrownBy(() -> Provider.start(data, "--server.address=0.0.0.0"))
                .hasStackTraceContaining("must be a loopback address");
    }

    @Test
    void keepsKeysAndRefreshTokensAcrossARestart(@TempDir Path kept) throws Exception {
        int port = Provider.freePort();
        String access;
        String refresh;
        try (Provider first = Provider.start(port, kept)) {
            JsonNode device = first.read(first.form(
                    "/oauth2/device_authorization", Map.of("client_id", "hourglass-cli", "scope", "hourglass")));
            String code = device.get("user_code").asString();
            first.browser()
                    .open("/activate?user_code=" + code)
                    .signIn("erin")
                    .press("Go on", Map.of("user_code", code))
                    .press("Yes, sign in", Map.of());
            JsonNode tokens = first.read(first.form(
                    "/oauth2/token",
                    Map.of(
                            "client_id",
                            "hourglass-cli",
                            "grant_type",
                            Provider.DEVICE_GRANT,
                            "device_code",
                            device.get("device_code").asString())));
            access = tokens.get("access_token").asString();
            refresh = tokens.get("refresh_token").asString();
        }
        try (Provider second = Provider.start(port, kept)) {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(second.url + "/oauth2/jwks")
                    .validateType(false)
                    .build();
            decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
                    .issuer(second.url)
                    .audience("hourglass")
                    .clientId("hourglass-cli")
                    .build());
            assertThat(decoder.decode(access).getSubject()).isEqualTo("e1");
            JsonNode refreshed = second.read(second.form(
                    "/oauth2/token",
                    Map.of("client_id", "hourglass-cli", "grant_type", "refresh_token", "refresh_token", refresh)));
            JsonNode claims = second.claims(refreshed.get("access_token").asString());
            assertThat(claims.get("sub").asString()).isEqualTo("e1");
            assertThat(claims.get("roles").valueStream().map(JsonNode::asString))
                    .containsExactly("operator");
            assertThat(claims.get("auth_time").asLong())
                    .isEqualTo(second.claims(access).get("auth_time").asLong());
        }
        for (String file : new String[] {"signing-key.json", "refresh-tokens.json"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    private static JsonNode byName(String body) throws Exception {
        HttpResponse<String> answer = provider.json("/local/tokens", body);
        assertThat(answer.statusCode()).isEqualTo(200);
        return provider.claims(provider.read(answer).get("access_token").asString());
    }

    private static String codeFor(String key) throws Exception {
        Browser browser = provider.browser().open("/oauth2/authorize?" + Provider.encode(authorization()));
        browser.signIn(key);
        assertThat(browser.page).contains("act for you?");
        browser.press("Yes, sign in", Map.of());
        assertThat(browser.at.toString()).startsWith(CALLBACK);
        Map<String, String> query = UriComponentsBuilder.fromUri(browser.at)
                .build()
                .getQueryParams()
                .asSingleValueMap();
        assertThat(query).containsEntry("state", "the-clients-own");
        return query.getOrDefault("code", "");
    }

    private static Map<String, String> authorization() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        Map<String, String> asked = new HashMap<>();
        asked.put("response_type", "code");
        asked.put("client_id", "hourglass-cli");
        asked.put("scope", "openid hourglass");
        asked.put("redirect_uri", CALLBACK);
        asked.put("state", "the-clients-own");
        asked.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        asked.put("code_challenge_method", "S256");
        return asked;
    }

    private static HttpResponse<String> redeem(String code, String verifier) throws Exception {
        return provider.form(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "hourglass-cli",
                        "redirect_uri",
                        CALLBACK,
                        "code",
                        code,
                        "code_verifier",
                        verifier));
    }

    private static String error(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        return provider.read(answer).get("error").asString();
    }
}
