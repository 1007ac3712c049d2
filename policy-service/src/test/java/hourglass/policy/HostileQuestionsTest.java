package hourglass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.testkit.Fuzzing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that nobody sends in good faith (A19, A20): refused as what they are, soon, and nothing breaks by them.
class HostileQuestionsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SHORT =
            "{\"request\":{\"resource\":\"payments-staging\",\"role\":\"reader\",\"duration\":\"2h\",\"reason\":\"%s\"%s}}";

    @BeforeAll
    static void decideByTheSeed() {
        Running.accept(SeedPolicies.files());
    }

    @Test
    void answersEveryBodyWithSomethingThatItsSenderCanMend() {
        Fuzzing fuzzing = Fuzzing.of(
                HostileQuestionsTest.class, body -> assertThat(explained(body)).isBetween(200, 499));

        fuzzing.replay();
        assertThat(fuzzing.change(4711, Duration.ofSeconds(2))).isPositive();
    }

    @Test
    void refusesDuplicatesDepthAndSize() throws IOException, InterruptedException {
        assertThat(explained(SHORT.formatted("x", ",\"reason\":\"y\""))).isEqualTo(400);
        assertThat(explained(SHORT.formatted("x", ",\"ticket\":" + "[".repeat(10_000))))
                .isEqualTo(400);
        assertThat(explained(SHORT.formatted("x".repeat(1_001), ""))).isEqualTo(422);
        assertThat(explained(SHORT.formatted("x".repeat(1_000_000), ""))).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                      | /request
                    {"request":{"role":"reader","duration":"2h","reason":"x"}}              | /request/resource
                    {"request":{"resource":"payments-staging","duration":"2h","reason":""}} | /request/role
                    {"request":{"resource":"payments-staging","role":"reader"}}             | /request/duration
                    {"request":{"resource":null,"role":null,"duration":null,"reason":null}} | /request/reason
                    {"now":"-999999999-01-01T00:00:00Z"}                                    | /now
                    {"now":"+1000000000-12-31T23:59:59Z"}                                   | /now
                    {"request":{"startsAt":"+1000000000-12-31T23:59:59Z"}}                  | /request/startsAt
                    {"session":{}}                                                          | /session/subject
                    {"session":{"authTime":"-999999999-01-01T00:00:00Z"}}                   | /session/authTime
                    {"session":{"amr":["pwd",null]}}                                        | /session/amr/1
                    {"standing":{"holds":[null,{}]}}                                        | /standing/holds/1/expiresAt
                    {"standing":{"heldSince":"+1000000000-12-31T23:59:59Z"}}                | /standing/heldSince
                    {"approvals":[null]}                                                    | /approvals/0
                    {"approvals":[{"yes":true}]}                                            | /approvals/0/person
                    """)
    void namesWhatIsMissingOrNoTime(String body, String pointer) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                request("/v1/decisions:explain", "policy-author")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/decisions:explain", "/v1/policy-sets:refresh"})
    void doesNothingOnGet(String act) throws IOException, InterruptedException {
        assertThat(status(request(act, "operator").build())).isIn(404, 405);
    }

    private static int explained(String body) throws IOException, InterruptedException {
        return explained(body.getBytes(StandardCharsets.UTF_8));
    }

    private static int explained(byte[] body) throws IOException, InterruptedException {
        return status(request("/v1/decisions:explain", "policy-author")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    private static HttpRequest.Builder request(String path, String role) {
        return HttpRequest.newBuilder(URI.create(Running.INSTANCE.address() + path))
                .header("Authorization", "Bearer " + Running.ISSUER.token("a1", role));
    }

    private static int status(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
