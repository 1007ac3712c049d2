package hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestCommandTest {

    private FakeService service;
    private Person alice;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        service = new FakeService().on("GET /v1/resources/payments-eu", Recorded.RESOURCE);
        alice = new Person(home, service.url);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int asks(String... more) {
        String[] words = {"request", "payments-eu", "debugger", "-m", "payment 4711 is stuck"};
        return alice.runs(java.util.stream.Stream.concat(List.of(words).stream(), List.of(more).stream())
                .toArray(String[]::new));
    }

    @Test
    void sendsWhatWasAskedAndGivesAScriptIdAndState() {
        service.on("POST /v1/requests", 201, Map.of("ETag", "\"3\""), Recorded.active(3));
        assertThat(asks("-d", "90m", "-t", "INC-42")).isZero();
        assertThat(alice.out).isEqualTo(Recorded.ID + "\tACTIVE\n");
        assertThat(alice.err).contains("✓ Active until today 12:06 CET.   psql 'host=db1.payments");
        FakeService.Call call = service.to("POST", "/v1/requests").getFirst();
        assertThat(Json.read(call.body())).isEqualTo(Json.read("""
                                {"resource":"payments-eu","role":"debugger","duration":"PT1H30M",
                                 "reason":"payment 4711 is stuck","ticket":"INC-42"}
                                """));
        assertThat(call.header("Idempotency-Key")).matches("\"[0-9a-f-]{36}\"");
        assertThat(call.header("Prefer")).isEqualTo("wait=5");
        assertThat(call.header("Hourglass-Channel")).isEqualTo("CLI");
        assertThat(call.header("Authorization")).isEqualTo("Bearer the-token");
    }

    @Test
    void takesTheRolesDefaultDuration() {
        service.on("POST /v1/requests", 201, Map.of(), Recorded.active(3));
        asks();
        assertThat(service.to("POST", "/v1/requests").getFirst().body()).contains("\"duration\":\"PT2H\"");
    }

    @Test
    void waitsByLongPollAndTellsWhatHappens() {
        service.on("POST /v1/requests", 201, Map.of("ETag", "\"2\""), Recorded.inReview(2))
                .on("GET /v1/requests/" + Recorded.ID, 304, Map.of("Preference-Applied", "wait=60"), "")
                .on("GET /v1/requests/" + Recorded.ID, 200, Map.of("ETag", "\"4\""), Recorded.active(4))
                .on("GET /v1/requests/" + Recorded.ID + "/timeline", """
                        {"items":[{"revision":4,"at":"2026-11-24T09:06:12Z","text":"Active until 2026-11-24T11:06:12.4Z"},
                                  {"revision":3,"at":"2026-11-24T09:06:12Z","text":"Bob Kaya approved"},
                                  {"revision":2,"at":"2026-11-24T09:00:03Z","text":"Bob Kaya is asked"}]}
                        """);
        assertThat(asks()).isZero();
        assertThat(alice.err)
                .contains("Request …8b04.  Waiting for Bob Kaya …  Cancel it with: hourglass cancel 8b04")
                .containsSubsequence("10:06:12  Bob Kaya approved", "10:06:12  Active until 12:06:12", "✓ Active until")
                .doesNotContain("is asked");
        FakeService.Call poll = service.to("GET", "/v1/requests/" + Recorded.ID).getFirst();
        assertThat(poll.header("If-None-Match")).isEqualTo("\"2\"");
        assertThat(poll.header("Prefer")).isEqualTo("wait=60");
    }

    @Test
    void givesUpAtTheTimeoutAndLeavesTheRequestOpen() {
        service.on("POST /v1/requests", 201, Map.of("ETag", "\"2\""), Recorded.inReview(2))
                .on("GET /v1/requests/" + Recorded.ID, 304, Map.of(), "");
        assertThat(asks("--timeout", "3s")).isEqualTo(Exit.WAITING);
        assertThat(alice.out).isEqualTo(Recorded.ID + "\tIN_REVIEW\n");
    }

    @Test
    void doesNotWaitWhenTold() {
        service.on("POST /v1/requests", 201, Map.of(), Recorded.inReview(2));
        assertThat(asks("--no-wait")).isZero();
        assertThat(service.to("GET", "/v1/requests/" + Recorded.ID)).isEmpty();
    }

    @Test
    void saysWhyItWasDenied() {
        service.on("POST /v1/requests", 201, Map.of(), Recorded.denied());
        assertThat(asks()).isEqualTo(Exit.DENIED);
        assertThat(alice.err)
                .contains(
                        "✗ Denied: not eligible.",
                        "not-met ledger-read/on-the-project: ledger is not one of your projects.   "
                                + "(policies/finance/ledger.yaml:12, commit 9f2c1e7)")
                .doesNotContain("two-hats");
    }

    @Test
    void saysHowToMendAHold() {
        service.on("POST /v1/requests", 201, Map.of(), Recorded.held());
        assertThat(asks()).isEqualTo(Exit.HELD);
        assertThat(alice.err)
                .contains(
                        "not-met payments-debug/fresh-mfa: Sign in again with your second factor.",
                        "not-met payments-debug/duration: at most 1 h",
                        "hourglass resume 8b04")
                .doesNotContain("contractor");
    }

    @Test
    void saysAfterANoWhatWouldPassNearest() {
        service.on("POST /v1/requests:preview", """
                {"decision":{"outcome":"HOLD","reasons":[],"stages":[]},
                 "wouldPass":[{"change":{"session":"fresh","duration":"PT1H30M"},"outcome":"REVIEW"},
                              {"change":{"breakGlass":"true"},"outcome":"REVIEW"}]}
                """)
                .on("POST /v1/requests", 201, Map.of(), Recorded.held())
                .on("POST /v1/requests", 201, Map.of(), Recorded.denied());
        assertThat(asks()).isEqualTo(Exit.HELD);
        assertThat(alice.err)
                .contains("Would pass: -d 1h30m and a fresh sign-in (hourglass login) → REVIEW\n")
                .doesNotContain("break-glass");
        assertThat(asks()).isEqualTo(Exit.DENIED);
        assertThat(alice.err).contains("Would pass: -d 1h30m");
        assertThat(service.to("POST", "/v1/requests:preview")).hasSize(2);
        assertThat(service.to("POST", "/v1/requests:preview").getLast().body())
                .isEqualTo(service.to("POST", "/v1/requests").getLast().body());
    }

    @Test
    void saysOnceWhatWouldPass() {
        service.on("POST /v1/requests:preview", """
                {"decision":{"outcome":"DENY","reasons":[],"stages":[]},
                 "wouldPass":[{"change":{"breakGlass":"true"},"outcome":"ALLOW"}]}
                """).on("POST /v1/requests", 201, Map.of(), Recorded.denied());
        alice.atATerminal().typing("y\n");
        assertThat(asks()).isEqualTo(Exit.DENIED);
        assertThat(alice.err).containsOnlyOnce("Would pass: hourglass break-glass → ALLOW");
        assertThat(service.to("POST", "/v1/requests:preview")).hasSize(1);
    }

    @Test
    void checksWithoutSending() {
        service.on("POST /v1/requests:preview", """
                {"decision":{"outcome":"HOLD","failed":["payments-debug/incident"],"reasons":[{"policy":"payments-debug","part":"require",
                 "condition":"incident","result":"not-met","values":{"request.ticket":null},
                 "message":"Name the incident.","at":"policies/payments/debug.yaml:18"}],"stages":[]},
                 "wouldPass":[{"change":{"duration":"PT30M"},"outcome":"ALLOW"}]}
                """);
        assertThat(asks("--check")).isEqualTo(Exit.HELD);
        assertThat(alice.out).isEqualTo("HOLD\n");
        assertThat(alice.err).contains("payments-debug/incident: Name the incident.", "Would pass: -d 30m → ALLOW");
        assertThat(service.to("POST", "/v1/requests")).isEmpty();
    }

    @Test
    void asksForTheTicketAndBeforeItBothersAnybody() {
        service.on("POST /v1/requests:preview", """
                        {"decision":{"outcome":"HOLD","failed":["payments-debug/incident"],"reasons":[{"policy":"payments-debug","part":"require",
                         "condition":"incident","result":"not-met","values":{"request.ticket":null},
                         "message":"Name the incident.","at":"x:1"}],"stages":[]}}
                        """)
                .on("POST /v1/requests:preview", """
                        {"decision":{"outcome":"REVIEW","reasons":[],"stages":[{"stage":"team-lead","need":1,"have":0,
                         "people":[{"id":"bob","name":"Bob Kaya"}],"closesAt":"2026-11-24T09:20:03Z"}]}}
                        """)
                .on("POST /v1/requests", 201, Map.of(), Recorded.active(3));
        alice.atATerminal().typing("INC-42\n\n");
        assertThat(asks()).isZero();
        assertThat(alice.err)
                .contains(
                        "Not sent yet.",
                        "? Ticket:",
                        "team-lead: Bob Kaya (1 needed, by today 10:20 CET)",
                        "? Send it (Y/n)");
        assertThat(service.to("POST", "/v1/requests").getFirst().body()).contains("\"ticket\":\"INC-42\"");
    }

    @Test
    void sendsNothingAfterANo() {
        service.on("POST /v1/requests:preview", "{\"decision\":{\"outcome\":\"REVIEW\",\"reasons\":[],\"stages\":[]}}");
        alice.atATerminal().typing("n\n");
        assertThat(asks()).isZero();
        assertThat(service.to("POST", "/v1/requests")).isEmpty();
    }

    @Test
    void neverAsksAScript() {
        assertThat(alice.runs("request", "payments-eu", "debugger")).isEqualTo(Exit.USAGE);
        assertThat(alice.err).isEqualTo("Say why with -m.\n");
        alice.atATerminal();
        assertThat(alice.runs("request", "payments-eu", "debugger", "--no-prompt"))
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void suggestsWhatWasMeant() {
        service.on("GET /v1/resources", "{\"items\":[" + Recorded.RESOURCE + "],\"next\":null}");
        assertThat(alice.runs("request", "paymnts-eu", "debugger", "-m", "x")).isEqualTo(Exit.USAGE);
        assertThat(alice.err).isEqualTo("No resource 'paymnts-eu'. Did you mean payments-eu?\n");
        assertThat(alice.runs("request", "payments-eu", "owner", "-m", "x")).isEqualTo(Exit.USAGE);
        assertThat(alice.err).contains("No role 'owner' on payments-eu. There are: debugger.");
        assertThat(asks("-d", "soon")).isEqualTo(Exit.USAGE);
        assertThat(alice.err).contains("-d takes 90s, 30m, 2h or PT2H, not 'soon'.");
        assertThat(asks("ls")).isEqualTo(Exit.USAGE);
        assertThat(alice.err).contains("comes after --");
    }

    @Test
    void runsACommandWithTheAccessAndEndsItAfterwards() {
        service.on("POST /v1/requests", 201, Map.of(), Recorded.active(3))
                .on("POST /v1/requests/" + Recorded.ID + ":end", Recorded.view("ENDING", 4, ""));
        assertThat(asks(
                        "--",
                        "sh",
                        "-c",
                        "test \"$PGHOST $PGPORT $PGUSER $PGDATABASE\" = " + "'db1.payments 5432 alice app' && exit 7"))
                .isEqualTo(7);
        assertThat(service.to("POST", "/v1/requests/" + Recorded.ID + ":end")).hasSize(1);
    }

    @Test
    void passesOnTheCommandsExitWhenTheAccessEndedBeforeIt() {
        service.on("POST /v1/requests", 201, Map.of(), Recorded.active(3))
                .problem(
                        "POST /v1/requests/" + Recorded.ID + ":end",
                        409,
                        "wrong-state",
                        "It is not in a state for that",
                        "This access has already ended.");
        assertThat(asks("--", "sh", "-c", "exit 2")).isEqualTo(2);
        assertThat(alice.err).endsWith("The access had ended before the command did.\n");
    }

    @Test
    void readsTheConnectionAsAnAddressToo() {
        assertThat(RunWithAccess.environment("psql \"postgresql://alice@db1:5441/payments_staging\""))
                .containsExactly(
                        Map.entry("PGUSER", "alice"),
                        Map.entry("PGHOST", "db1"),
                        Map.entry("PGPORT", "5441"),
                        Map.entry("PGDATABASE", "payments_staging"));
    }

    @Test
    void failsWhenTheAccessIsOverBeforeTheCommand() {
        service.on("POST /v1/requests", 201, Map.of(), Recorded.view("ENDED", 5, ""));
        assertThat(asks("--", "true")).isEqualTo(Exit.FAILED);
        assertThat(alice.err).contains("The access ended before true could run.");
    }

    @Test
    void leavesTheAccessWhenTold() {
        service.on("POST /v1/requests", 201, Map.of(), Recorded.active(3));
        assertThat(asks("--keep", "--", "true")).isZero();
        assertThat(service.to("POST", "/v1/requests/" + Recorded.ID + ":end")).isEmpty();
    }

    @Test
    void showsTheApisProblemsInOneLine() {
        service.on("POST /v1/requests", 422, Map.of(), """
                {"type":"/problems/invalid","title":"The request is not valid","status":422,
                 "errors":[{"pointer":"/duration","detail":"longer than 8 hours"}]}
                """);
        assertThat(asks()).isEqualTo(Exit.USAGE);
        assertThat(alice.err).isEqualTo("The request is not valid. /duration: longer than 8 hours.\n");
    }

    @Test
    void givesEachOfSeveralFieldsAtFaultALine() {
        service.on("POST /v1/requests", 422, Map.of(), """
                {"type":"/problems/invalid","title":"A value is not valid","status":422,"detail":"Say why.",
                 "errors":[{"pointer":"/reason","detail":"Say why."},{"pointer":"/duration","detail":"At most\\n24 h."}]}
                """);
        assertThat(asks()).isEqualTo(Exit.USAGE);
        assertThat(alice.err).isEqualTo("""
                A value is not valid.
                  /reason: Say why.
                  /duration: At most\\n24 h.
                """);
    }

    @Test
    void saysOnceWhatAProblemAndItsErrorSayAlike() {
        service.on("POST /v1/requests", 422, Map.of(), """
                {"type":"/problems/invalid","title":"A value is not valid","status":422,"detail":"Say why.",
                 "errors":[{"pointer":"/reason","detail":"Say why."}]}
                """);
        assertThat(asks()).isEqualTo(Exit.USAGE);
        assertThat(alice.err).isEqualTo("A value is not valid. /reason: Say why.\n");
    }
}
