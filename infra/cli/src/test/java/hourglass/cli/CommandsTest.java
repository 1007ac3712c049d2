package hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    private static final String MINE = "GET /v1/requests?limit=200&view=mine";
    private static final String INBOX = "GET /v1/requests?limit=200&view=inbox";
    private static final String ALL = "GET /v1/requests?limit=200&view=all";
    private static final String NONE = "{\"items\":[],\"next\":null}";

    private FakeService service;
    private Person bob;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        service = new FakeService();
        bob = new Person(home, service.url);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void saysThatAYesCameToNothing() {
        service.on("GET /v1/requests/" + Recorded.ID, Recorded.inReview(2))
                .on("GET /v1/requests/" + Recorded.ID, Recorded.view("DENIED", 4, ""))
                .on("GET /v1/requests/" + Recorded.ID + "/timeline", NONE)
                .on("POST /v1/requests/" + Recorded.ID + ":approve", Recorded.view("DENIED", 4, ""));
        assertThat(bob.runs("approve", Recorded.ID, "-m", "ok")).isEqualTo(Exit.DENIED);
        assertThat(bob.err).isEqualTo("Your yes came, but the request is denied now.\n");
    }

    @Test
    void votesWithTheDigestOfWhatWasSeen() {
        service.on("GET /v1/requests/" + Recorded.ID, Recorded.inReview(2))
                .on("GET /v1/requests/" + Recorded.ID, Recorded.active(4))
                .on("GET /v1/requests/" + Recorded.ID + "/timeline", NONE)
                .on("POST /v1/requests/" + Recorded.ID + ":approve", Recorded.view("ORDERED", 3, ""));
        assertThat(bob.runs("approve", Recorded.ID, "-m", "ok")).isZero();
        assertThat(bob.err).isEqualTo("✓ Approved. Active for Alice Berg until today 12:06 CET.\n");
        assertThat(bob.out).isEqualTo(Recorded.ID + "\tACTIVE\n");
        assertThat(Json.read(service.to("POST", "/v1/requests/" + Recorded.ID + ":approve")
                        .getFirst()
                        .body()))
                .isEqualTo(Json.read("{\"requestDigest\":\"sha256:4be1\",\"comment\":\"ok\"}"));
    }

    @Test
    void isContentWhenSomebodyElseDidWhatWasWanted() {
        service.on("GET /v1/requests/" + Recorded.ID, Recorded.active(4))
                .problem(
                        "POST /v1/requests/" + Recorded.ID + ":approve",
                        409,
                        "already-decided",
                        "This is decided",
                        "Carol Lind has already approved this at 10:06")
                .problem(
                        "POST /v1/requests/" + Recorded.ID + ":refuse",
                        409,
                        "already-decided",
                        "This is decided",
                        "Carol Lind has already approved this at 10:06");
        assertThat(bob.runs("approve", Recorded.ID)).isZero();
        assertThat(bob.err).contains("Carol Lind has already approved this at 10:06.");
        assertThat(bob.runs("refuse", Recorded.ID, "-m", "no")).isEqualTo(Exit.DENIED);
    }

    @Test
    void passesRefusalsOn() {
        service.on("GET /v1/requests/" + Recorded.ID, Recorded.inReview(2))
                .problem(
                        "POST /v1/requests/" + Recorded.ID + ":approve",
                        403,
                        "own-request",
                        "You can't approve your own request",
                        "Ask Bob Kaya.");
        assertThat(bob.runs("approve", Recorded.ID)).isEqualTo(Exit.DENIED);
        assertThat(bob.err).isEqualTo("You can't approve your own request. Ask Bob Kaya.\n");
        assertThat(bob.runs("refuse", Recorded.ID)).isEqualTo(Exit.USAGE);
    }

    @Test
    void findsARequestByTheEndOfItsId() {
        service.on(MINE, NONE)
                .on(INBOX, "{\"items\":[{\"id\":\"" + Recorded.ID + "\"}],\"next\":null}")
                .on("GET /v1/requests/" + Recorded.ID, Recorded.inReview(2))
                .on("GET /v1/requests/" + Recorded.ID + "/timeline", NONE);
        assertThat(bob.runs("show", "8b04")).isZero();
        assertThat(bob.out).contains("state\tIN_REVIEW\n", "access\tdebugger on payments-eu\n");
    }

    @Test
    void showsHowAnAccessEnded() {
        service.on("GET /v1/requests/" + Recorded.ID, Recorded.view("ENDED", 7, """
                ,"grant":{"state":"REVOKED","endedAt":"2026-11-24T09:21:07.2Z","endedBy":"person","latenessMs":210,
                          "sessionsEnded":1},"blocked":{"approve":"Bob Kaya approved it at 2026-11-24T09:06:12.1Z."}
                """))
                .on("GET /v1/requests/" + Recorded.ID + "/timeline", NONE);
        assertThat(bob.runs("show", Recorded.ID)).isZero();
        assertThat(bob.out)
                .contains("ended\t2026-11-24T09:21:07.2Z person\n", "late\t210 ms\n", "sessions\t1\n")
                .contains("at 2026-11-24T09:06:12.1Z.\n");
        bob.atATerminal();
        assertThat(bob.runs("show", Recorded.ID)).isZero();
        assertThat(bob.out).contains("Bob Kaya approved it at 10:06:12.\n");
    }

    @Test
    void tellsTheTimesInAProblemAsAPersonReadsThem() {
        service.on("GET /v1/requests/" + Recorded.ID, Recorded.inReview(2))
                .problem(
                        "POST /v1/requests/" + Recorded.ID + ":cancel",
                        409,
                        "wrong-state",
                        "It is over",
                        "It was cancelled at 2026-11-24T09:06:12.123456Z.");
        assertThat(bob.runs("cancel", Recorded.ID)).isEqualTo(Exit.DENIED);
        assertThat(bob.err).isEqualTo("It is over. It was cancelled at 10:06:12.\n");
    }

    @Test
    void refusesAnEndingThatFitsNoneOrTwo() {
        service.on(MINE, NONE).on(INBOX, NONE).problem(ALL, 403, "not-allowed", "Not for you", "");
        assertThat(bob.runs("show", "ffff")).isEqualTo(Exit.USAGE);
        assertThat(bob.err).contains("No request that you may see ends in ffff.");
        assertThat(bob.runs("show", "04")).isEqualTo(Exit.USAGE);
        assertThat(bob.runs("show")).isEqualTo(Exit.USAGE);
        assertThat(bob.err).contains("Which request? Run: hourglass show ID");

        try (FakeService two = new FakeService()) {
            two.on(
                    MINE,
                    "{\"items\":[{\"id\":\"%s\"},{\"id\":\"%s\"}],\"next\":null}"
                            .formatted(Recorded.ID.replace("8b04", "0aaa"), "9" + Recorded.OTHER.substring(1)));
            bob.environment.put("HOURGLASS_URL", two.url);
            assertThat(bob.runs("show", "0aaa")).isEqualTo(Exit.USAGE);
            assertThat(bob.err).contains("More than one request ends in 0aaa");
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void letsAPersonChooseFromTheInboxAndDecideByLetter() {
        service.on("GET /v1/requests", "{\"items\":[" + Recorded.inReview(2) + "],\"next\":null}")
                .on("GET /v1/requests/" + Recorded.ID, Recorded.inReview(2))
                .on("POST /v1/requests/" + Recorded.ID + ":approve", Recorded.active(4));
        bob.atATerminal().typing("1\n\na\n");
        assertThat(bob.runs("approve")).isZero();
        assertThat(bob.err)
                .contains(
                        "Alice Berg  payments-eu  debugger  2 h  \"payment 4711 is stuck\"  INC-42",
                        "Type a, r, s or q.")
                .contains("✓ Approved.");
    }

    @Test
    void takesADashForTheOnlyOne() {
        String one = Recorded.inReview(2);
        service.on("GET /v1/requests", "{\"items\":[" + one + "],\"next\":null}")
                .on("GET /v1/requests", "{\"items\":[" + one + "," + one + "],\"next\":null}")
                .on("GET /v1/requests/" + Recorded.ID, one)
                .on("POST /v1/requests/" + Recorded.ID + ":approve", Recorded.active(4));
        assertThat(bob.runs("approve", "-")).isZero();
        assertThat(bob.runs("approve", "-")).isEqualTo(Exit.USAGE);
        assertThat(bob.err).contains("There are 2. Run: hourglass approve ID");
    }

    @Test
    void endsAndWaitsForTheVerifiedRemoval() {
        service.on("POST /v1/requests/" + Recorded.ID + ":end", Recorded.view("ENDING", 5, ""))
                .on(
                        "GET /v1/requests/" + Recorded.ID,
                        200,
                        Map.of("ETag", "\"6\""),
                        Recorded.view(
                                "ENDED",
                                6,
                                ",\"grant\":{\"state\":\"REVOKED\",\"endedAt\":\"2026-11-24T09:21:07Z\","
                                        + "\"endedBy\":\"person\",\"latenessMs\":210,\"sessionsEnded\":1}"))
                .on("GET /v1/requests/" + Recorded.ID + "/timeline", NONE);
        assertThat(bob.runs("end", Recorded.ID)).isZero();
        assertThat(bob.err).contains("✓ Ended 10:21:07, removal verified 0.21 s later (1 session(s) closed).");
    }

    @Test
    void cancelsAndResumes() {
        service.on("POST /v1/requests/" + Recorded.ID + ":cancel", Recorded.view("CANCELLED", 3, ""))
                .on("POST /v1/requests/" + Recorded.ID + ":resume", Recorded.held())
                .on("POST /v1/requests/" + Recorded.OTHER + ":resume", Recorded.inReview(3));
        assertThat(bob.runs("cancel", Recorded.ID)).isZero();
        assertThat(bob.err).isEqualTo("✓ Cancelled.\n");
        assertThat(bob.runs("cancel", Recorded.ID, "-m", "the incident is over"))
                .isZero();
        assertThat(service.to("POST", "/v1/requests/" + Recorded.ID + ":cancel"))
                .extracting(sent -> Json.text(Json.read(sent.body()), "comment"))
                .containsExactly("", "the incident is over");
        assertThat(bob.runs("resume", Recorded.ID)).isEqualTo(Exit.HELD);
        assertThat(bob.runs("resume", Recorded.OTHER)).isZero();
    }

    @Test
    void asksForEmergencyAccessAndReviewsIt() {
        service.on("GET /v1/resources/payments-eu", Recorded.RESOURCE)
                .on("POST /v1/requests", 201, Map.of(), Recorded.active(3))
                .on("POST /v1/requests/" + Recorded.ID + ":review", Recorded.active(4));
        assertThat(bob.runs("break-glass", "payments-eu", "debugger", "-m", "all is on fire", "-t", "INC-1"))
                .isZero();
        assertThat(Json.read(service.to("POST", "/v1/requests").getFirst().body())
                        .path("breakGlass")
                        .asBoolean())
                .isTrue();
        assertThat(bob.runs("review", Recorded.ID, "-m", "it was")).isEqualTo(Exit.USAGE);
        assertThat(bob.runs("review", Recorded.ID, "--justified", "-m", "it was"))
                .isZero();
        assertThat(Json.read(service.to("POST", "/v1/requests/" + Recorded.ID + ":review")
                        .getFirst()
                        .body()))
                .isEqualTo(Json.read("{\"outcome\":\"justified\",\"comment\":\"it was\"}"));
    }

    @Test
    void printsATableForATerminalAndTabsForAPipe() {
        service.on("GET /v1/requests", "{\"items\":[" + Recorded.inReview(2) + "],\"next\":null}");
        assertThat(bob.runs("requests", "--inbox")).isZero();
        assertThat(bob.out)
                .isEqualTo(Recorded.ID + "\tIN_REVIEW\tAlice Berg\tpayments-eu\tdebugger\tPT2H\t"
                        + "2026-11-24T09:00:03.120442Z\tpayment 4711 is stuck\n");
        bob.atATerminal();
        bob.runs("requests");
        assertThat(bob.out).isEqualTo("""
                        ID    STATE      REQUESTER   RESOURCE     ROLE      DURATION  SUBMITTED  REASON
                        8b04  IN_REVIEW  Alice Berg  payments-eu  debugger  2 h       10:00:03   payment 4711 is stuck
                        """);
        assertThat(service.to("GET", "/v1/requests"))
                .extracting(FakeService.Call::path)
                .containsExactly("/v1/requests?view=inbox&limit=50", "/v1/requests?view=mine&limit=50");
    }

    @Test
    void printsTheApisJsonOrSomeFieldsOfIt() {
        service.on("GET /v1/requests", "{\"items\":[" + Recorded.inReview(2) + "],\"next\":null}");
        assertThat(bob.runs("requests", "--json=id,state")).isZero();
        assertThat(Json.read(bob.out))
                .isEqualTo(Json.read(
                        "{\"items\":[{\"id\":\"" + Recorded.ID + "\",\"state\":\"IN_REVIEW\"}],\"next\":null}"));
        assertThat(bob.runs("requests", "--json", "--inbox")).isZero();
        assertThat(Json.text(Json.read(bob.out).path("items").get(0), "requestDigest"))
                .isEqualTo("sha256:4be1");
        assertThat(bob.runs("requests", "--json=idd")).isEqualTo(Exit.USAGE);
        assertThat(bob.err).contains("No field idd. There are: id, state");
    }

    @Test
    void keepsWhatServersSayFromTheTerminal() {
        String nasty = "a\\u001b[2Jb\\r\\nc\\u202ed\\u0007\\u009b";
        service.on(
                "GET /v1/requests",
                "{\"items\":[" + Recorded.inReview(2).replace("payment 4711 is stuck", nasty) + "],\"next\":null}");
        for (String[] words : new String[][] {{"requests"}, {"requests", "--json"}}) {
            for (boolean terminal : new boolean[] {false, true}) {
                bob.terminals = new Shell.Terminals(terminal, terminal, terminal);
                assertThat(bob.runs(words)).isZero();
                assertThat(bob.out)
                        .doesNotContain("\u001b", "\u202e", "\u0007", "\u009b", "\r")
                        .contains("u202", "u009");
            }
        }
        assertThat(Json.text(Json.read(bob.out).path("items").get(0), "reason"))
                .as("JSON still says the same")
                .isEqualTo("a\u001b[2Jb\r\nc\u202ed\u0007\u009b");
        service.problem("GET /v1/me", 500, "x", "Broken " + nasty, "");
        bob.runs("status");
        assertThat(bob.err).doesNotContain("\u001b", "\u202e").contains("\\u001B[2Jb");
    }

    @Test
    void asksTheAuditLogAboutALocalTime() {
        service.on("GET /v1/answers/who-had-access", """
                {"question":"who-had-access","items":[{"person":"alice","role":"debugger","request":"%s",
                 "from":"2026-11-24T09:06:12Z","to":"2026-11-24T11:06:12Z","endedBy":"expiry","approvedBy":["bob"],
                 "entries":[1,2]}],"next":null,
                 "covers":{"entries":18442,"signedAt":"2026-11-24T08:31:58Z","anchoredAt":"2026-11-24T08:32:00Z","gaps":[],
                 "until":"2026-11-24T08:31:57Z"}}
                """.formatted(Recorded.ID));
        assertThat(bob.runs("audit", "who-had", "payments-eu", "--at", "today 10:15"))
                .isZero();
        assertThat(service.to("GET", "/v1/answers/who-had-access").getFirst().path())
                .endsWith("resource=payments-eu&at=2026-11-24T09%3A15%3A00Z");
        assertThat(bob.out).startsWith("alice\tdebugger\t2026-11-24T09:06:12Z\t2026-11-24T11:06:12Z\texpiry\tbob\t");
        assertThat(bob.err)
                .isEqualTo("Covers entries 0-18441 up to 09:31:57, checkpoint signed 09:31:58, anchored 09:32:00."
                        + " No gaps.\n");
        assertThat(bob.runs("audit", "who-had", "payments-eu", "--at", "whenever"))
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void makesAnyCallByTheServiceThatAnswersIt() {
        service.on("GET /v1/targets", "{\"items\":[]}").problem("GET /v1/holds", 403, "not-allowed", "Not for you", "");
        assertThat(bob.runs("api", "GET", "/v1/targets")).isZero();
        assertThat(Json.read(bob.out).has("items")).isTrue();
        assertThat(bob.runs("api", "GET", "/v1/holds", "-i")).isEqualTo(Exit.DENIED);
        assertThat(bob.err).contains("HTTP 403");
        assertThat(bob.runs("api", "get", "v1/me")).isEqualTo(Exit.USAGE);
    }

    @Test
    void saysWhatIsWrongWithTheWords() {
        assertThat(bob.runs("aprove")).isEqualTo(Exit.USAGE);
        assertThat(bob.err).contains("aprove");
        assertThat(bob.runs()).isEqualTo(Exit.USAGE);
        assertThat(bob.runs("--help")).isZero();
        assertThat(bob.out).contains("request", "audit");
    }

    /// On a machine under load 200 ms may pass before an answer is there: then people press the key again.
    private String completed(String... words) {
        for (int press = 0; press < 50; press++) {
            bob.runs(Stream.concat(Stream.of("__complete", "--"), Stream.of(words))
                    .toArray(String[]::new));
            if (!bob.out.isEmpty()) {
                break;
            }
        }
        return bob.out;
    }

    @Test
    void completesWordsAndAsksTheServiceForNames() {
        service.on("GET /v1/resources", "{\"items\":[" + Recorded.RESOURCE + "],\"next\":null}")
                .on("GET /v1/resources/payments-eu", Recorded.RESOURCE)
                .on("GET /v1/requests", "{\"items\":[" + Recorded.inReview(2) + "],\"next\":null}");
        bob.runs("__complete", "--", "re");
        assertThat(bob.out.lines()).containsExactly("refuse", "request", "requests", "resume", "review");
        assertThat(completed("request", "pay")).isEqualTo("payments-eu\n");
        assertThat(completed("request", "payments-eu", "")).isEqualTo("debugger\n");
        assertThat(completed("approve", "")).isEqualTo("8b04\n");
        bob.runs("__complete", "--", "request", "--no-w");
        assertThat(bob.out).isEqualTo("--no-wait\n");
        bob.environment.put("HOURGLASS_URL", "http://localhost:1");
        assertThat(bob.runs("__complete", "--", "request", "pay")).isZero();
        assertThat(bob.out + bob.err).isEmpty();
        bob.environment.put("HOURGLASS_URL", service.url);
        service.hold = new CountDownLatch(1);
        assertThat(bob.runs("__complete", "--", "request", "pay"))
                .as("a slow service is not waited for")
                .isZero();
        assertThat(bob.out).isEmpty();
        service.hold.countDown();
        for (String shell : new String[] {"bash", "zsh", "fish"}) {
            assertThat(bob.runs("completion", shell)).isZero();
            assertThat(bob.out).contains("hourglass __complete");
        }
    }
}
