package hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningTest {

    private FakeService service;
    private Person alice;
    private Path config;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        service = new FakeService()
                .on(
                        "GET /v1/me",
                        "{\"id\":\"alice\",\"name\":\"Alice Berg\",\"team\":\"payments\",\"roles\":[],"
                                + "\"secondFactor\":{\"at\":\"2026-11-24T09:06:00Z\",\"ageSeconds\":12}}")
                .on("POST /device", """
                        {"device_code":"d1","user_code":"WDJB-MJHT","verification_uri":"https://id/activate",
                         "verification_uri_complete":"https://id/activate?user_code=WDJB-MJHT","expires_in":300,"interval":2}
                        """);
        alice = new Person(home, service.url);
        alice.environment.remove("HOURGLASS_TOKEN");
        config = home.resolve("config/hourglass");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void provider(int status, String body) {
        service.on("POST /token", status, Map.of(), body);
    }

    private static String tokens(String access, String refresh) {
        return "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":3600}".formatted(access, refresh);
    }

    @Test
    void signsInByTheCodeAndKeepsTheTokensToItself() throws IOException {
        provider(400, "{\"error\":\"authorization_pending\"}");
        provider(400, "{\"error\":\"slow_down\"}");
        provider(200, tokens("a1", "r1"));
        assertThat(alice.runs("login", "--url", service.url + "/")).isZero();
        assertThat(alice.err)
                .contains("Code: WDJB-MJHT   Open https://id/activate?user_code=WDJB-MJHT")
                .contains("✓ Signed in as Alice Berg (payments). Second factor 23 s old.");
        assertThat(alice.pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(7));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config.resolve("tokens.json"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(config.resolve("config.yaml"))).isEqualTo("url: " + service.url + "\n");
        assertThat(service.to("GET", "/v1/me").getFirst().header("Authorization"))
                .isEqualTo("Bearer a1");

        alice.environment.remove("HOURGLASS_URL");
        assertThat(alice.runs("token")).as("the address was kept").isZero();
        assertThat(alice.out).isEqualTo("a1\n");
    }

    @Test
    void endsWithFourWhenSomebodySaysNoOrNobodyComes() {
        provider(400, "{\"error\":\"access_denied\"}");
        assertThat(alice.runs("login")).isEqualTo(Exit.SIGN_IN);
        assertThat(alice.err).contains("somebody said no");
        assertThat(alice.runs("requests")).isEqualTo(Exit.SIGN_IN);
        assertThat(alice.err).contains("You are not signed in at " + service.url + ". Run: hourglass login");
    }

    @Test
    void stopsAskingWhenTheCodeHasRunOut() {
        provider(400, "{\"error\":\"authorization_pending\"}");
        assertThat(alice.runs("login")).isEqualTo(Exit.SIGN_IN);
        assertThat(alice.err).contains("Nobody confirmed the code in time.");
        assertThat(alice.pauses).hasSize(150);
    }

    @Test
    void refreshesATokenThatHasRunOutAndOneThatIsRefused() {
        provider(200, tokens("a1", "r1"));
        provider(200, tokens("a2", "r2"));
        provider(200, tokens("a3", "r3"));
        alice.runs("login");
        alice.waits(Duration.ofHours(2));
        assertThat(alice.runs("status")).isZero();
        assertThat(service.to("POST", "/token").getLast().body()).contains("refresh_token=r1");
        service.on("GET /v1/targets", 401, Map.of(), "").on("GET /v1/targets", "{\"items\":[]}");
        assertThat(alice.runs("api", "GET", "/v1/targets")).isZero();
        assertThat(service.to("GET", "/v1/targets"))
                .extracting(call -> call.header("Authorization"))
                .containsExactly("Bearer a2", "Bearer a3");
    }

    @Test
    void saysThatTheSessionEnded() {
        provider(200, tokens("a1", "r1"));
        provider(400, "{\"error\":\"invalid_grant\"}");
        alice.runs("login");
        alice.waits(Duration.ofHours(2));
        assertThat(alice.runs("requests")).isEqualTo(Exit.SIGN_IN);
        assertThat(alice.err).isEqualTo("Your session ended. Run: hourglass login\n");
    }

    @Test
    void asksForAFreshSecondFactor() {
        provider(200, tokens("a1", "r1"));
        alice.runs("login");
        service.problem(
                "POST /v1/requests/" + Recorded.ID + ":resume",
                401,
                "second-factor-needed",
                "Sign in with your second factor",
                "It is 20 minutes old.");
        assertThat(alice.runs("resume", Recorded.ID)).isEqualTo(Exit.SIGN_IN);
        assertThat(alice.err).contains("It is 20 minutes old. Run: hourglass login");
    }

    @Test
    void givesTheRefreshTokenBackAtLogout() throws IOException {
        provider(200, tokens("a1", "r1"));
        service.on("POST /revoke", "");
        alice.runs("login");
        assertThat(alice.runs("logout")).isZero();
        assertThat(service.to("POST", "/revoke").getFirst().body()).contains("token=r1", "client_id=hourglass-cli");
        assertThat(Files.readString(config.resolve("tokens.json"))).doesNotContain("a1", "r1");
        assertThat(alice.runs("status")).isEqualTo(Exit.SIGN_IN);
    }

    @Test
    void takesANameOnTheLocalStartOnly() {
        service.on("POST /local/tokens", "{\"access_token\":\"local-alice\",\"expires_in\":3600}");
        assertThat(alice.runs("token", "--as", "alice", "--auth-age", "20m", "--without-second-factor"))
                .isZero();
        assertThat(alice.out).isEqualTo("local-alice\n");
        assertThat(Json.read(service.to("POST", "/local/tokens").getFirst().body()))
                .isEqualTo(Json.read("{\"as\":\"alice\",\"mfa\":false,\"authAge\":\"20m\"}"));
        assertThat(alice.runs("login", "--as", "alice")).isZero();
        assertThat(alice.runs("token")).isZero();
        assertThat(alice.out).isEqualTo("local-alice\n");
        assertThat(alice.runs("token", "--auth-age", "20m")).isEqualTo(Exit.USAGE);

        service.on("GET /.well-known/hourglass", "{\"issuer\":\"https://id.example\",\"services\":{}}");
        alice.runs("status"); // takes the first of the two answers
        assertThat(alice.runs("token", "--as", "alice")).isEqualTo(Exit.USAGE);
        assertThat(alice.err).contains("--as works on the local start only");
    }

    @Test
    void refusesAnIssuerThatCallsItselfOtherwise() {
        service.on("GET /.well-known/openid-configuration", "{\"issuer\":\"https://elsewhere.example\"}");
        alice.runs("login"); // takes the first of the two answers
        assertThat(alice.runs("login")).isEqualTo(Exit.FAILED);
        assertThat(alice.err).contains("calls itself https://elsewhere.example");
    }

    @Test
    void saysWhatCannotBeReached() {
        alice.environment.put("HOURGLASS_URL", "http://localhost:1");
        assertThat(alice.runs("requests")).isEqualTo(Exit.FAILED);
        assertThat(alice.err)
                .isEqualTo(
                        "Can't reach http://localhost:1: connection refused. Is the address right (hourglass status)?\n");
        alice.environment.put("HOURGLASS_URL", "ftp://x");
        assertThat(alice.runs("requests")).isEqualTo(Exit.USAGE);
    }

    @Test
    void showsTheExchangeWithoutTheTokens() {
        provider(200, tokens("secret-access", "secret-refresh"));
        alice.environment.put("HOURGLASS_DEBUG", "api");
        alice.runs("login");
        assertThat(alice.err)
                .contains("> GET " + service.url + "/v1/me", "> Authorization: (hidden)", "< 200 after")
                .doesNotContain("secret-access", "secret-refresh", "d1\"");
    }

    @Test
    void prefersTheOptionToTheEnvironmentToTheFile() throws IOException {
        Files.createDirectories(config);
        Files.writeString(config.resolve("config.yaml"), "url: http://localhost:3\n");
        for (Map.Entry<String, List<String>> wanted : Map.of(
                        "http://localhost:1", List.of("status", "--url", "http://localhost:1"),
                        "http://localhost:2", List.of("status"))
                .entrySet()) {
            alice.environment.put("HOURGLASS_URL", "http://localhost:2");
            alice.runs(wanted.getValue().toArray(String[]::new));
            assertThat(alice.err).contains("Can't reach " + wanted.getKey());
        }
        alice.environment.remove("HOURGLASS_URL");
        alice.runs("status");
        assertThat(alice.err).contains("Can't reach http://localhost:3");
        Files.writeString(config.resolve("config.yaml"), "url: http://localhost:3\ntoken: x\n");
        assertThat(alice.runs("status")).isEqualTo(Exit.USAGE);
    }
}
