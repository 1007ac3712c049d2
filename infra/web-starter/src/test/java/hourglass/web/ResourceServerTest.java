package hourglass.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Over real HTTP, with an issuer that serves its keys over HTTP (acceptance A22).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set in start()
class ResourceServerTest {
    /// Ways to make a token that must not pass, each from the claims of a good one.
    private static final Map<String, BiFunction<TestIssuer, JWTClaimsSet.Builder, String>> BAD = Map.ofEntries(
            Map.entry("alg none", TestIssuer::unsigned),
            Map.entry("HMAC with the public key", TestIssuer::signedWithThePublicKeyAsSecret),
            Map.entry("a stranger's key", TestIssuer::signedByAStranger),
            Map.entry("a key in the header", TestIssuer::signedByAKeyItBrings),
            Map.entry("an ID token", (issuer, claims) -> issuer.signed("JWT", claims)),
            Map.entry("wrong audience", (issuer, claims) -> issuer.signed(claims.audience("payroll"))),
            Map.entry("no audience", (issuer, claims) -> issuer.signed(claims.audience(List.of()))),
            Map.entry("wrong issuer", (issuer, claims) -> issuer.signed(claims.issuer("http://localhost:1"))),
            Map.entry(
                    "expired",
                    (issuer, claims) ->
                            issuer.signed(claims.expirationTime(Date.from(TestIssuer.NOW.minusSeconds(60))))),
            Map.entry("no expiry", (issuer, claims) -> issuer.signed(claims.expirationTime(null))),
            Map.entry(
                    "not yet valid",
                    (issuer, claims) -> issuer.signed(claims.notBeforeTime(Date.from(TestIssuer.NOW.plusSeconds(60))))),
            Map.entry("no subject", (issuer, claims) -> issuer.signed(claims.subject(null))),
            Map.entry("damaged", (issuer, claims) -> flipped(issuer.signed(claims))),
            Map.entry("no token at all", (issuer, claims) -> "abc.def.ghi"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private TestIssuer issuer;
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start() throws IOException {
        issuer = new TestIssuer();
        service = run(issuer);
    }

    @AfterAll
    void stop() {
        service.close();
        issuer.close();
    }

    @Test
    void takesAGoodAccessTokenAndTellsTheControllerWhoItIs() {
        HttpResponse<String> answer = get("/v1/me", issuer.signed(issuer.claims()), "Hourglass-Channel", "CLI");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode me = body(answer);
        assertThat(me.path("idp").stringValue()).isEqualTo("local");
        assertThat(me.path("subject").stringValue()).isEqualTo("a1");
        assertThat(me.path("roles").get(0).stringValue()).isEqualTo("operator");
        assertThat(me.path("authTime").stringValue()).isEqualTo("2026-11-24T08:58:30.000000Z");
        assertThat(me.path("channel").stringValue()).isEqualTo("CLI");
    }

    @Test
    void refusesEveryTokenThatIsNotAnAccessTokenForUs() {
        BAD.forEach((name, make) -> {
            HttpResponse<String> answer = get("/v1/me", make.apply(issuer, issuer.claims()));

            assertThat(answer.statusCode()).as(name).isEqualTo(401);
            assertThat(body(answer).path("type").stringValue()).as(name).isEqualTo("/problems/sign-in-needed");
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .as(name)
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer error=\"invalid_token\""));
        });
    }

    @Test
    void refusesACallWithoutAToken() {
        HttpResponse<String> answer = get("/v1/me", null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(body(answer).path("traceId").stringValue()).matches("[0-9a-f]{32}");
    }

    @Test
    void countsASecondFactorOnlyWhenTheTokenNamesIt() {
        SignedIn with =
                new SignedIn("local", "a1", null, Set.of(), TestIssuer.NOW, null, List.of("mfa"), SignedIn.Channel.API);
        SignedIn without =
                new SignedIn("local", "a1", null, Set.of(), TestIssuer.NOW, null, List.of("otp"), SignedIn.Channel.API);

        assertThat(with.mfaAt()).hasValue(TestIssuer.NOW);
        assertThat(without.mfaAt()).isEmpty();
    }

    @Test
    void opensACallToItsRoleOnly() {
        String operator = issuer.signed(issuer.claims());
        String auditor = issuer.signed(issuer.claims().claim("roles", List.of("auditor")));

        HttpResponse<String> refused = get("/v1/audits", operator);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(body(refused).path("type").stringValue()).isEqualTo("/problems/not-allowed");
        assertThat(get("/v1/audits", auditor).statusCode()).isEqualTo(200);
    }

    @Test
    void deniesWhatNoRuleNames() {
        String token = issuer.signed(issuer.claims());

        assertThat(get("/elsewhere", token).statusCode()).isEqualTo(403);
        assertThat(get("/elsewhere", null).statusCode()).isEqualTo(401);
    }

    @Test
    void marksEveryAnswerAsPrivate() {
        HttpResponse<String> answer = get("/v1/me", issuer.signed(issuer.claims()));

        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
        assertThat(answer.headers().allValues("Vary")).contains("Authorization");
    }

    @Test
    void goesOnWithTheCallersTrace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        HttpResponse<String> answer = get(
                "/v1/nothing", issuer.signed(issuer.claims()), "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");

        assertThat(body(answer).path("traceId").stringValue()).isEqualTo(trace);
        assertThat(answer.headers().firstValue("traceparent"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("00-" + trace + "-"));
    }

    @Test
    void answersNotFoundForWhatIsNotThere() {
        String token = issuer.signed(issuer.claims());

        for (String path : List.of("/v1/nothing", "/v1/wishes/7", "/v1/wishes/7:grant")) {
            HttpResponse<String> answer = get(path, token);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(body(answer).path("type").stringValue()).as(path).isEqualTo("/problems/not-found");
            assertThat(body(answer).path("instance").stringValue()).isEqualTo(path);
        }
    }

    @Test
    void sortsAVerbBeforeTheThingItself() {
        HttpResponse<String> answer = post("/v1/wishes/7:grant", "{}");

        assertThat(body(answer).path("granted").stringValue()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"text\"",
                "{\"resource\":\"a\",\"resource\":\"b\"}",
                "{\"resource\":7}",
                "{\"resource\":\"a\",\"breakGlass\":\"yes\"}",
                "{\"resource\":\"a\",\"breakGlass\":1}",
                "{\"resource\":\"a\"} trailing",
                "{\"resource\":\"a\",\"at\":\"tomorrow\"}"
            })
    void refusesMalformedJson(String body) {
        HttpResponse<String> answer = post("/v1/wishes", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body(answer).path("type").stringValue()).isEqualTo("/problems/malformed");
    }

    @Test
    void refusesAFieldThatOnlyTheServerSets() {
        HttpResponse<String> answer =
                post("/v1/wishes", "{\"resource\":\"a\",\"breakGlass\":false,\"state\":\"ACTIVE\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body(answer).path("type").stringValue()).isEqualTo("/problems/unknown-field");
        assertThat(body(answer).path("errors").get(0).path("pointer").stringValue())
                .isEqualTo("/state");
    }

    @Test
    void refusesDepthAndSize() {
        String deep = "{\"resource\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThat(post("/v1/wishes", deep).statusCode()).isEqualTo(400);

        String large = "{\"resource\":\"" + "x".repeat(1_000_000) + "\"}";
        assertThat(post("/v1/wishes", large).statusCode()).isEqualTo(413);
    }

    @Test
    void countsABodyWhoseLengthIsNotStated() {
        byte[] large = ("{\"resource\":\"" + "x".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = call("/v1/wishes", issuer.signed(issuer.claims()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build();

        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(body(answer).path("detail").stringValue()).contains("64 KiB");
    }

    @Test
    void refusesOtherMediaTypesAndMethodsAsProblems() {
        HttpRequest xml = call("/v1/wishes", issuer.signed(issuer.claims()))
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString("<a/>"))
                .build();

        assertThat(send(xml).statusCode()).isEqualTo(415);
        assertThat(body(send(xml)).path("type").stringValue("about:blank")).isEqualTo("about:blank");
    }

    @Test
    void saysWhichMethodAnAddressTakes() {
        String token = issuer.signed(issuer.claims());
        HttpResponse<String> read = get("/v1/wishes", token);
        HttpResponse<String> put =
                send(call("/v1/me", token).PUT(BodyPublishers.noBody()).build());

        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("Allow")).contains("POST");
        assertThat(body(read).path("detail").stringValue()).isEqualTo("GET changes nothing here: use POST.");
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(body(put).path("detail").stringValue()).isEqualTo("PUT is not taken here: use GET.");
    }

    @Test
    void tellsTheServiceOfProblemsOfSignedInCallers() {
        List<String> told = service.getBean(TestService.class).told;
        told.clear();
        String token = issuer.signed(issuer.claims());

        get("/v1/audits", token);
        get("/v1/nothing", token);
        post("/v1/wishes", "{\"resource\":\"a\",\"breakGlass\":false,\"state\":1}");
        get("/v1/me", null);
        assertThat(told)
                .containsExactly(
                        "a1 /v1/audits /problems/not-allowed",
                        "a1 /v1/nothing /problems/not-found",
                        "a1 /v1/wishes /problems/unknown-field");
    }

    @Test
    void keepsInnerFailuresInside() {
        HttpResponse<String> answer = get("/v1/broken", issuer.signed(issuer.claims()));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").contains("traceId");
    }

    @Test
    void explainsEachProblemOnAPageOfItsOwn() {
        HttpResponse<String> page = get("/problems/unknown-field", null);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body()).contains("The body has a field that can&#39;t be sent");
        assertThat(get("/problems/no-such", null).statusCode()).isEqualTo(404);
    }

    @Test
    void answersUnavailableWhileTheIdentityProviderIsDown() throws IOException {
        try (TestIssuer other = new TestIssuer()) {
            other.down.set(true);
            try (ConfigurableApplicationContext second = run(other)) {
                String address = "http://localhost:" + second.getEnvironment().getProperty("local.server.port");
                HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/v1/me"))
                        .header("Authorization", "Bearer " + other.signed(other.claims()))
                        .build();

                HttpResponse<String> answer = send(request);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");

                other.down.set(false);
                assertThat(send(request).statusCode()).isEqualTo(200);
            }
        }
    }

    private static ConfigurableApplicationContext run(TestIssuer issuer) {
        return new SpringApplicationBuilder(TestService.class)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--hourglass.identity.issuers[0].alias=local",
                        "--hourglass.identity.issuers[0].issuer=" + issuer.address());
    }

    private static String flipped(String token) {
        int middle = token.indexOf('.') + 10;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        return token.substring(0, middle) + other + token.substring(middle + 1);
    }

    private HttpResponse<String> get(String path, @Nullable String token, String... headers) {
        HttpRequest.Builder request = call(path, token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    private HttpResponse<String> post(String path, String body) {
        return send(call(path, issuer.signed(issuer.claims()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder call(String path, @Nullable String token) {
        String port = service.getEnvironment().getProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode body(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }
}
