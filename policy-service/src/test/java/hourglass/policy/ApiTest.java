package hourglass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.PolicySetRejected;
import hourglass.events.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service's HTTP, as its callers see it.
class ApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String READER = """
            {"request":{"resource":"payments-staging","role":"reader","duration":"2h","reason":"payment 4711"}%s}""";

    @BeforeAll
    static void decideByTheSeed() {
        Running.accept(SeedPolicies.files());
    }

    @Test
    void explainsToAPersonWhatWouldBeDecidedForThem() {
        Answer answer = explain(Running.ISSUER.token("a1"), READER.formatted(""));

        assertThat(answer.status()).isEqualTo(200);
        JsonNode decision = answer.body().get("decision");
        assertThat(decision.get("outcome").asString()).isEqualTo("ALLOW");
        assertThat(decision.get("route").asString()).isEqualTo("payments-staging/member");
        assertThat(decision.get("max").asString()).isEqualTo("PT8H");
        assertThat(decision.get("reasons").toString()).contains("\"condition\":\"on-the-project\",\"result\":\"met\"");
        assertThat(decision.get("reasons").toString()).contains("policies/payments/databases.yaml:");
    }

    @Test
    void saysWhatWouldPassWhenTheAnswerIsNo() {
        Answer answer = explain(Running.ISSUER.token("a1"), READER.formatted("").replace("2h", "20h"));

        assertThat(answer.body().get("decision").get("outcome").asString()).isEqualTo("HOLD");
        assertThat(answer.body().get("wouldPass").toString())
                .contains("{\"change\":{\"duration\":\"PT8H\"},\"outcome\":\"ALLOW\"}");
    }

    @Test
    void explainsOthersClocksCommitsAndVotesToPolicyAuthorsOnly() {
        String owner = """
                {"request":{"resource":"payments-staging","role":"owner","duration":"10m","reason":"a tour"},
                 "requester":"alice","now":"2026-11-24T10:00:00Z","commit":"%s",
                 "approvals":[{"person":"bob","stage":"payments-staging-owner/team-lead","yes":true}]}""".formatted(Running.REMOTE.head());

        assertThat(explain(Running.ISSUER.token("k1"), owner).status()).isEqualTo(403);
        Answer answer = explain(Running.ISSUER.token("request-service", "policy-author"), owner);
        assertThat(answer.body().get("decision").get("outcome").asString()).isEqualTo("ALLOW");
        assertThat(answer.body().get("decision").get("votes").toString()).contains("\"outcome\":\"COUNTED\"");
        assertThat(answer.body().get("decision").get("policyCommit").asString()).isEqualTo(Running.REMOTE.head());
    }

    @Test
    void refusesWhatCantBeAskedNamingEachField() {
        Answer answer = explain(Running.ISSUER.token("a1"), """
                {"request":{"resource":"prod-eu","role":"admin","duration":"-1h","reason":"%s"}}""".formatted("x".repeat(1001)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().get("errors").toString())
                .contains("/request/resource", "/request/duration", "/request/reason");
        assertThat(explain(Running.ISSUER.token("a1"), READER.formatted(",\"expiresAt\":\"2027-01-01\""))
                        .status())
                .isEqualTo(400);
        assertThat(explain(Running.ISSUER.token("a1"), "{\"request\":").status())
                .isEqualTo(400);
        assertThat(explain(Running.ISSUER.token("a1"), READER.formatted("").replace("2h", "99999999999999h"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void refusesStrangers() {
        assertThat(send(request("/v1/policy-sets").build()).status()).isEqualTo(401);
        assertThat(explain(Running.ISSUER.token("nobody"), READER.formatted("")).status())
                .isEqualTo(403);
        assertThat(get("/v1/policy-sets", "forged").status()).isEqualTo(401);
    }

    @Test
    void listsAcceptedAndRejectedSetsNewestFirstPageByPage() {
        String broken = Running.REMOTE.commit(java.util.Map.of("hourglass.yaml", "kind: ["));
        try (Log policies = Running.INSTANCE.log(Topics.POLICIES)) {
            policies.first(PolicySetRejected.class, event -> event.getCommit().equals(broken));
        }
        Running.accept(SeedPolicies.files());
        String token = Running.ISSUER.token("a1");

        JsonNode page = get("/v1/policy-sets?limit=1", token).body();
        JsonNode next = get(page.get("next").asString(), token).body();

        assertThat(page.get("items").get(0).get("commit").asString()).isEqualTo(Running.REMOTE.head());
        assertThat(page.get("items").get(0).get("state").asString()).isEqualTo("ACCEPTED");
        assertThat(next.get("items").get(0).get("commit").asString()).isEqualTo(broken);
        assertThat(next.get("items").get(0).get("state").asString()).isEqualTo("REJECTED");
        assertThat(next.get("items").get(0).get("place").asString()).startsWith("hourglass.yaml:");
        assertThat(get(page.get("next").asString().replace("limit=1", "limit=2"), token)
                        .status())
                .as("a cursor of another list")
                .isEqualTo(400);
        assertThat(get("/v1/policy-sets?limit=1&cursor=ZTE", token).status())
                .as("a place that nobody signed")
                .isEqualTo(400);
        assertThat(get("/v1/policy-sets?limit=0", token).status()).isEqualTo(400);
    }

    @Test
    void showsTheDocumentsOfASet() {
        String token = Running.ISSUER.token("a1");

        assertThat(get("/v1/policy-sets/current", token).body().get("documents").toString())
                .contains("\"id\":\"payments-staging\"");
        assertThat(get("/v1/policy-sets/" + Running.REMOTE.head() + "/documents/payments-staging", token)
                        .body()
                        .get("source")
                        .asString())
                .contains("kind: AccessPolicy");
        assertThat(get("/v1/policy-sets/current/documents/nothing", token).status())
                .isEqualTo(404);
        assertThat(get("/v1/policy-sets/" + "0".repeat(40), token).status()).isEqualTo(404);
    }

    @Test
    void showsTheDirectoryToPolicyAuthorsOperatorsAndAuditorsOnly() {
        String people = "/v1/policy-sets/current/documents/hanse-pay-people";

        assertThat(get(people, Running.ISSUER.token("a1")).status()).isEqualTo(403);
        assertThat(get(people, Running.ISSUER.token("a1", "offline_access", "uma_authorization"))
                        .status())
                .isEqualTo(403);
        for (String role : List.of("policy-author", "operator", "auditor")) {
            assertThat(get(people, Running.ISSUER.token("o1", "offline_access", role))
                            .status())
                    .as(role)
                    .isEqualTo(200);
        }
    }

    @Test
    void takesHintsToLookAtTheRepositoryFromAuthorsAndOperators() {
        HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();

        assertThat(send(request("/v1/policy-sets:refresh")
                                .header("Authorization", "Bearer " + Running.ISSUER.token("e1", "operator"))
                                .POST(nothing)
                                .build())
                        .status())
                .isEqualTo(202);
        assertThat(send(request("/v1/policy-sets:refresh")
                                .header("Authorization", "Bearer " + Running.ISSUER.token("a1"))
                                .POST(nothing)
                                .build())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void isReadyOnceASetIsInUseAndGivesEditorsItsSchema() {
        assertThat(send(request("/actuator/health/readiness").build()).status()).isEqualTo(200);
        assertThat(Running.INSTANCE.part(HealthEndpointGroups.class).get("readiness"))
                .matches(readiness -> readiness.isMember("writtenSchemas"));
        Answer schema = send(request("/schemas/policy-v1.json").build());
        assertThat(schema.status()).isEqualTo(200);
        assertThat(schema.body().has("$defs")).isTrue();
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer explain(String token, String body) {
        return send(request("/v1/decisions:explain")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static Answer get(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token).build());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(Running.INSTANCE.address() + path));
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            List<String> type = response.headers().allValues("Content-Type");
            JsonNode body = type.stream().anyMatch(name -> name.contains("json"))
                    ? JSON.readTree(response.body())
                    : JSON.createObjectNode();
            return new Answer(response.statusCode(), body);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
