package hourglass.grant.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hourglass.events.AttemptRefused;
import hourglass.events.EndReason;
import hourglass.grant.People;
import hourglass.grant.Samples;
import hourglass.grant.Terms;
import hourglass.grant.consumes.Service;
import hourglass.grant.targets.TestTarget;
import hourglass.messaging.Codec;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The REST interface of a running service, called over HTTP with real tokens.
class ApiTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private static Service service() {
        return Service.shared();
    }

    private static TestTarget target() {
        return service().target();
    }

    @BeforeAll
    static void start() {
        service().person("alice", "Alice Berg", "a1");
        service().person("erin", "Erin Walsh", "e1");
        service().person("frank", "Frank Adler", "f1");
        People people = service().context().getBean(People.class);
        await().atMost(SOON)
                .until(() -> List.of("a1", "e1", "f1").stream()
                        .allMatch(subject -> people.who(new People.Identity("local", subject))
                                .isPresent()));
    }

    /// Other classes look at the same target. A round on each account also removes what a closed grant has left.
    @AfterAll
    static void leaveNothing() {
        List.of("alice", "bob").forEach(ApiTest::active);
        json(get("/v1/grants?state=ACTIVE&target=db&limit=200", frank()))
                .path("items")
                .valueStream()
                .map(grant -> "/v1/grants/" + grant.path("request").asString() + ":end")
                .forEach(end -> service().call("POST", end, frank(), "{\"comment\":\"done\"}"));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(target().given("alice")).isEmpty();
            assertThat(target().given("bob")).isEmpty();
        });
    }

    private static String alice() {
        return service().issuer().token("a1");
    }

    private static String frank() {
        return service().issuer().token("f1", "operator");
    }

    private static String erin() {
        return service().issuer().token("e1", "operator");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path, @Nullable String token) {
        return service().call("GET", path, token);
    }

    private static Terms active(String account) {
        Terms terms = Samples.terms(service().now()).account("db", account).build();
        service().order(terms);
        awaitState(terms, "ACTIVE");
        return terms;
    }

    private static void awaitState(Terms terms, String state) {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode grant = json(get("/v1/grants/" + terms.request(), frank()));
            assertThat(grant.path("state").asString("")).isEqualTo(state);
        });
    }

    private static void isProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("type").asString()).isEqualTo("/problems/" + type);
    }

    @Test
    void peopleSeeTheirOwnGrantsAndOperatorsAll() {
        Terms terms = active("alice");
        String path = "/v1/grants/" + terms.request();
        HttpResponse<String> own = get(path, alice());
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(json(own).path("person").path("name").asString()).isEqualTo("Alice Berg");
        assertThat(json(own).path("actions").size()).isZero();
        assertThat(json(own).path("blocked").has("end")).isTrue();
        isProblem(get(path, service().issuer().token("somebody")), 404, "not-found");
        assertThat(get(path, service().issuer().token("o1", "auditor")).statusCode())
                .isEqualTo(200);
        isProblem(get(path, null), 401, "sign-in-needed");
        assertThat(json(get("/v1/grants", service().issuer().token("somebody")))
                        .path("items")
                        .size())
                .isZero();
        assertThat(json(get("/v1/grants?person=erin", alice())).path("items").size())
                .isZero();
        JsonNode listed = json(get("/v1/grants?state=ACTIVE&person=alice", alice()));
        assertThat(listed.path("items")
                        .valueStream()
                        .map(item -> item.path("request").asString()))
                .contains(terms.request().text());
        assertThat(listed.path("items").get(0).size())
                .as("a row is the first twelve fields")
                .isEqualTo(12);
    }

    @Test
    void anOperatorEndsAGrantAndSaysWhy() {
        Terms terms = active("bob");
        String end = "/v1/grants/" + terms.request() + ":end";
        isProblem(service().call("POST", end, alice(), "{\"comment\":\"mine\"}"), 403, "not-allowed");
        isProblem(service().call("POST", end, frank(), "{\"comment\":\" \"}"), 422, "invalid");
        isProblem(
                service().call("POST", end, frank(), "{\"comment\":\"x\",\"state\":\"REVOKED\"}"),
                400,
                "unknown-field");
        isProblem(
                service().call("POST", end, frank(), "{\"comment\":\"x\"}", "If-Match", "\"1\""),
                412,
                "changed-meanwhile");
        assertThat(service()
                        .call("POST", end, frank(), "{\"comment\":\"left the building\"}")
                        .statusCode())
                .isEqualTo(200);
        awaitState(terms, "REVOKED");
        assertThat(service()
                        .call("POST", end, frank(), "{\"comment\":\"again\"}")
                        .statusCode())
                .as("an act is safe to repeat")
                .isEqualTo(200);
        isProblem(service().call("POST", "/v1/grants/" + terms.request() + ":retry", frank()), 409, "wrong-state");
        isProblem(get("/v1/grants/not-an-id", frank()), 404, "not-found");
        isProblem(get("/v1/grants/" + terms.request() + ":end", frank()), 404, "not-found");
    }

    /// What operators did, as structured logging has it.
    private static List<String> acts(ListAppender<ILoggingEvent> log, Terms terms) {
        String request = terms.request().text();
        return log.list.stream()
                .map(line -> line.getKeyValuePairs().stream()
                        .map(pair -> String.valueOf(pair.value))
                        .collect(Collectors.joining(" ")))
                .filter(line -> line.contains(request))
                .map(line -> line.replace(" " + request, ""))
                .toList();
    }

    @Test
    void whatOperatorsDidIsLogged() {
        Terms terms = active("bob");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        Logger log = (Logger) LoggerFactory.getLogger(OperatorController.class);
        log.addAppender(appender);
        target().server().pause();
        try {
            String path = "/v1/grants/" + terms.request();
            service().call("POST", path + ":end", frank(), "{\"comment\":\"gone\"}");
            awaitState(terms, "OVERDUE");
            service().call("POST", path + ":retry", erin());
            String tag = get(path, frank()).headers().firstValue("ETag").orElseThrow();
            service().call("POST", path + ":close", frank(), "{\"evidence\":\"disk destroyed\"}", "If-Match", tag);
            service().call("POST", path + ":close", erin(), "{\"evidence\":\"so it is\"}", "If-Match", tag);
            assertThat(acts(appender, terms))
                    .containsExactly(
                            "end frank DONE",
                            "retry erin DONE",
                            "close frank ONE_OF_TWO",
                            "close erin CHANGED_MEANWHILE");
        } finally {
            target().server().resume();
            log.detachAppender(appender);
        }
    }

    @Test
    void closingTakesTwoOperatorsAndEvidence() {
        Terms terms = active("bob");
        target().server().pause();
        try {
            String path = "/v1/grants/" + terms.request();
            service().call("POST", path + ":end", frank(), "{\"comment\":\"gone\"}");
            String close = "{\"evidence\":\"disk destroyed, ticket INC-7\"}";
            isProblem(service().call("POST", path + ":close", frank(), close, "If-Match", "\"3\""), 409, "wrong-state");
            awaitState(terms, "OVERDUE");
            isProblem(service().call("POST", path + ":close", frank(), close), 428, "if-match-needed");
            isProblem(
                    service().call("POST", path + ":close", frank(), close, "If-Match", "\"1\""),
                    412,
                    "changed-meanwhile");
            String tag = get(path, frank()).headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> first = service().call("POST", path + ":close", frank(), close, "If-Match", tag);
            assertThat(first.statusCode()).isEqualTo(202);
            assertThat(json(first).path("closing").asString()).isEqualTo("one of two");
            String newer = first.headers().firstValue("ETag").orElseThrow();
            assertThat(service()
                            .call("POST", path + ":close", frank(), close, "If-Match", newer)
                            .statusCode())
                    .as("the same operator again")
                    .isEqualTo(202);
            String unlisted = service().issuer().token("frank-too", "operator");
            isProblem(service().call("POST", path + ":close", unlisted, close, "If-Match", newer), 403, "not-allowed");
            assertThat(json(get(path, unlisted)).path("blocked").has("close")).isTrue();
            HttpResponse<String> second = service().call("POST", path + ":close", erin(), close, "If-Match", newer);
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(json(second).path("state").asString()).isEqualTo("CLOSED");
            assertThat(json(second).path("closedBy").valueStream().map(JsonNode::asString))
                    .containsExactly("frank", "erin");
        } finally {
            target().server().resume();
        }
    }

    @Test
    void aFirstWordByNoPersonOfTheDirectoryDoesNotCountWhenItWasStoredBefore() {
        Terms terms = active("bob");
        target().server().pause();
        try {
            String path = "/v1/grants/" + terms.request();
            service().call("POST", path + ":end", frank(), "{\"comment\":\"gone\"}");
            awaitState(terms, "OVERDUE");
            service()
                    .store()
                    .jdbc()
                    .sql("UPDATE grants SET closing_operator = ?, closing_evidence = 'x' WHERE request_id = ?")
                    .params("local:frank-too", terms.request().text())
                    .update();
            HttpResponse<String> seen = get(path, frank());
            assertThat(json(seen).path("closing").isNull()).isTrue();
            String tag = seen.headers().firstValue("ETag").orElseThrow();
            String close = "{\"evidence\":\"disk destroyed, ticket INC-8\"}";
            HttpResponse<String> first = service().call("POST", path + ":close", frank(), close, "If-Match", tag);
            assertThat(first.statusCode()).isEqualTo(202);
            String newer = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> second = service().call("POST", path + ":close", erin(), close, "If-Match", newer);
            assertThat(json(second).path("closedBy").valueStream().map(JsonNode::asString))
                    .containsExactly("frank", "erin");
        } finally {
            target().server().resume();
        }
    }

    @Test
    void refusedAttemptsOfSignedInPeopleAreTold() {
        Terms terms = active("bob");
        String path = "/v1/grants/" + terms.request();
        isProblem(service().call("POST", path + ":end", alice(), "{\"comment\":\"mine\"}"), 403, "not-allowed");
        isProblem(get(path, service().issuer().token("nosy")), 404, "not-found");
        isProblem(get("/v1/grants?limit=0", alice()), 400, "malformed");
        isProblem(get(path, null), 401, "sign-in-needed");
        assertThat(attempts(terms))
                .containsExactlyInAnyOrder("alice end not-allowed 1", "local:nosy GET /v1/grants/{id} not-found 1");
    }

    private static List<String> attempts(Terms terms) {
        Codec codec = service().context().getBean(Codec.class);
        return service()
                .store()
                .jdbc()
                .sql("SELECT payload FROM outbox WHERE topic = 'hourglass.people'")
                .query((row, _) -> (AttemptRefused) codec.read(row.getBytes("payload")))
                .list()
                .stream()
                .filter(refused ->
                        refused.getSubject().equals(Optional.of(terms.request().text())))
                .map(refused -> "%s %s %s %d"
                        .formatted(
                                refused.getMeta().getAggregate(),
                                refused.getAction(),
                                refused.getRule(),
                                refused.getCount()))
                .toList();
    }

    @Test
    void targetsAreForOperatorsAndAuditors() {
        isProblem(get("/v1/targets", alice()), 403, "not-allowed");
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode db = json(get("/v1/targets", frank())).path("items").get(0);
            assertThat(db.path("id").asString()).isEqualTo("db");
            assertThat(db.path("missing").isNull()).isTrue();
        });
    }

    @Test
    void listsGoOnWhereTheyStopped() {
        List<Terms> ended = List.of(active("bob"), active("bob"), active("bob"));
        ended.forEach(terms -> service().end(terms, EndReason.REQUESTER));
        ended.forEach(terms -> awaitState(terms, "REVOKED"));
        String next = "/v1/grants?person=bob&target=db&limit=2";
        int seen = 0;
        while (next != null) {
            JsonNode page = json(get(next, frank()));
            seen += page.path("items").size();
            next = page.path("next").isNull() ? null : page.path("next").asString();
            if (next != null) {
                isProblem(get(next.replace("person=bob", "person=alice"), frank()), 400, "malformed");
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(3);
        isProblem(get("/v1/grants?state=SLEEPING", frank()), 400, "malformed");
        isProblem(get("/v1/grants?limit=0", frank()), 400, "malformed");
        isProblem(get("/v1/grants?cursor=nonsense", frank()), 400, "malformed");
    }
}
