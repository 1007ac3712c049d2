package hourglass.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.audit.store.Log;
import hourglass.audit.verify.Verify;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.testkit.TestKafka;
import hourglass.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import tools.jackson.databind.JsonNode;

/// From records on real topics to answers over HTTP.
class JourneyTest {
    private static final Instant T0 = Instant.parse("2026-11-24T09:00:00Z");

    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static BareRepository repository;
    private static RunningAudit audit;
    private static TestWriter writer;
    private static String olga;

    @BeforeAll
    static void start() {
        TestKafka.createAllTopics(3);
        issuer = new TestIssuer();
        olga = issuer.token("o1", "auditor");
        repository = BareRepository.in(folder.resolve("checkpoints.git"));
        audit = RunningAudit.start(
                TestPostgres.database(),
                TestKafka.bootstrapServers(),
                folder,
                issuer,
                "hourglass.audit.anchor-repository.url",
                repository.url(),
                "hourglass.audit.anchor-repository.every",
                "200ms");
        writer = new TestWriter(TestKafka.bootstrapServers(), () -> audit.bean(Codec.class));
    }

    @AfterAll
    static void stop() {
        writer.close();
        audit.close();
        issuer.close();
    }

    @Test
    void bringsItsCheckpointsToGitToBeCheckedWith() throws IOException {
        approvedGrant(new Story("alice", "search-prod"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(repository.notes()).isNotEmpty());
        Path checkpoint =
                Files.writeString(folder.resolve("from-git"), repository.notes().getLast());
        Path zip = Files.write(
                folder.resolve("log.zip"), audit.get(olga, "/v1/export").body());
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(Verify.run(List.of(zip.toString(), "--anchor", checkpoint.toString()), out, out))
                .isZero();
    }

    @Test
    void answersWhoHadAccessBeforeDuringAndAfter() {
        Story story = new Story("alice", "payments-eu");
        approvedGrant(story);

        JsonNode during = whoHad(story, T0.plusSeconds(60));
        assertThat(during.get("items")).hasSize(1);
        JsonNode row = during.get("items").get(0);
        assertThat(row.get("person").asString()).isEqualTo("alice");
        assertThat(row.get("certainty").asString()).isEqualTo("had");
        assertThat(row.get("from").asString()).isEqualTo("2026-11-24T09:00:12.000000Z");
        assertThat(row.get("to").asString()).isEqualTo("2026-11-24T09:01:12.250000Z");
        assertThat(row.get("endedBy").asString()).isEqualTo("expiry");
        assertThat(row.get("policyCommit").asString()).isEqualTo("9f2c1e7");
        assertThat(row.get("approvedBy").get(0).asString()).isEqualTo("bob");
        assertThat(row.get("entries")).hasSizeGreaterThanOrEqualTo(5);

        assertThat(whoHad(story, T0.plusSeconds(9)).get("items")).isEmpty();
        JsonNode possible = whoHad(story, T0.plusSeconds(11));
        assertThat(possible.get("items").get(0).get("certainty").asString()).isEqualTo("may-have-had");
        assertThat(whoHad(story, T0.plusSeconds(73)).get("items")).isEmpty();

        JsonNode covers = during.get("covers");
        assertThat(covers.propertyNames())
                .containsExactly("entries", "checkpoint", "signedAt", "anchoredAt", "gaps", "from", "until");
        assertThat(covers.get("checkpoint").asString())
                .startsWith(RunningAudit.ORIGIN + "\n" + covers.get("entries").asLong() + "\n");
        assertThat(covers.get("gaps")).isEmpty();
    }

    @Test
    void tellsTheWholeTimelineInOrder() {
        Story story = new Story("alice", "payments-eu");
        approvedGrant(story);
        JsonNode timeline = timeline(olga, story);
        List<String> events = new ArrayList<>();
        timeline.get("items").forEach(item -> events.add(item.get("event").asString()));
        assertThat(events)
                .containsExactly(
                        "AccessRequested",
                        "AccessDecided",
                        "ApprovalRecorded",
                        "AccessDecided",
                        "GrantOrdered",
                        "GrantStarted",
                        "GrantActivated",
                        "GrantExpired",
                        "GrantRevoked");
        assertThat(timeline.get("items").get(2).get("text").asString())
                .isEqualTo("bob approved (payments-debug/team-lead): ok");
    }

    @Test
    void tellsAnAskBeforeItsAnswerThoughTheLogHasThemTheOtherWayRound() {
        Story story = new Story("alice", "payments-eu");
        writer.send(Topics.DECISIONS, story.review(T0));
        awaitLines(story, 1);
        writer.send(Topics.REQUESTS, story.requested(T0));
        awaitLines(story, 2);

        assertThat(events(story, "")).containsExactly("AccessRequested", "AccessDecided");
        assertThat(events(story, "&limit=1")).containsExactly("AccessRequested", "AccessDecided");
    }

    @Test
    void letsOnlyAuditorsReadAndPeopleTheirOwnTimelines() {
        Story story = new Story("alice", "payments-eu");
        approvedGrant(story);
        writer.send(Topics.DIRECTORY, Story.known("alice", "a1", 4, T0));
        String alice = issuer.token("a1");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(timeline(alice, story).get("items"))
                        .isNotNull()
                        .hasSize(9));
        String mike = issuer.token("m1", "operator");
        assertThat(audit.get(mike, "/v1/answers/timeline", "request", story.request)
                        .statusCode())
                .isEqualTo(404);
        for (String path : List.of(
                "/v1/answers",
                "/v1/entries/0",
                "/v1/entries/0/proof",
                "/v1/checkpoint",
                "/v1/key",
                "/checkpoint",
                "/v1/consistency?from=1",
                "/tile/0/000.p/1",
                "/tile/entries/000.p/1",
                "/v1/export",
                "/v1/answers/who-had-access?resource=a&at=2026-11-24T09:00:00Z")) {
            assertThat(audit.get(alice, URI.create(path), "*/*").statusCode())
                    .as(path)
                    .isEqualTo(403);
            assertThat(audit.get("", URI.create(path), "*/*").statusCode())
                    .as(path)
                    .isEqualTo(401);
            assertThat(audit.get(olga, URI.create(path), "*/*").statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void isReadyOnlyWhenItCanWriteItsEvents() {
        assertThat(audit.bean(HealthEndpointGroups.class).get("readiness"))
                .matches(readiness -> readiness.isMember("writtenSchemas"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                audit.get("", "/actuator/health/readiness").statusCode())
                        .isEqualTo(200));
    }

    @Test
    void answersBadQuestionsWithAProblem() {
        for (String path : List.of(
                "/v1/answers/who-had-access?resource=a",
                "/v1/answers/who-had-access?resource=a&at=yesterday",
                "/v1/answers/who-had-access?resource=%00&at=2026-11-24T09:00:00Z",
                "/v1/answers/timeline?request=a&limit=0",
                "/v1/answers/timeline?request=a&cursor=Zm9yZ2Vk",
                "/v1/consistency?from=0")) {
            assertThat(audit.get(olga, URI.create(path), "*/*").statusCode())
                    .as(path)
                    .isEqualTo(400);
        }
        for (String path : List.of(
                "/v1/entries/first",
                "/v1/entries/99999999",
                "/v1/entries/0/proof?size=99999999",
                "/tile/0/999",
                "/tile/0/0")) {
            assertThat(audit.get(olga, URI.create(path), "*/*").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void saysUpToWhenItKnows() {
        Story story = new Story("alice", "search-dev");
        approvedGrant(story);
        Instant known = until(story);
        writer.send(Topics.REQUESTS, new Story("kim", "ledger").requested(T0));
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(until(story)).isAfter(known));
    }

    @Test
    void doesNotMoveByBeingAsked() {
        Story story = new Story("alice", "search-dev");
        approvedGrant(story);
        JsonNode before = whoHad(story, T0).get("covers");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    JsonNode later = whoHad(story, T0).get("covers");
                    assertThat(later.get("entries").asLong())
                            .isGreaterThan(before.get("entries").asLong());
                    assertThat(later.get("until")).isEqualTo(before.get("until"));
                });
    }

    @Test
    void answersForNowAndForNothingLater() {
        Instant now = Clock.systemUTC().instant();
        Story story = new Story("alice", "search-dev");
        approvedGrant(story);
        assertThat(whoHad(story, now).has("covers")).isTrue();
        JsonNode problem = whoHad(story, now.plus(Duration.ofHours(1)));
        assertThat(problem.get("status").asInt()).isEqualTo(422);
        assertThat(problem.get("type").asString()).isEqualTo("/problems/invalid");
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("/at");
        assertThat(problem.get("detail").asString()).contains("ask for a moment up to now");
    }

    private static Instant until(Story story) {
        return Instant.parse(whoHad(story, T0).get("covers").get("until").asString());
    }

    @Test
    void showsEachOfSeveralHeadersOfOneName() {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.PEOPLE, "twice", new byte[] {1});
        record.headers().add("seen", new byte[] {'a'}).add("seen", new byte[] {'b'});
        writer.send(record);
        Log log = audit.bean(Log.class);
        Supplier<Long> index = () -> log.entries(0, log.size()).stream()
                .filter(entry -> "twice".equals(entry.leaf().envelope().keyText()))
                .map(Log.Entry::index)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> audit.get(olga, "/v1/entries/" + index.get()).statusCode() == 200);
        assertThat(RunningAudit.json(audit.get(olga, "/v1/entries/" + index.get()))
                        .get("headers")
                        .valueStream()
                        .map(header -> header.get("value").asString()))
                .containsExactly("a", "b");
    }

    @Test
    void pagesThroughATimeline() {
        Story story = new Story("alice", "payments-eu");
        approvedGrant(story);
        assertThat(pages(story, "&limit=4"))
                .extracting(item -> item.get("entry").asLong())
                .hasSize(9)
                .doesNotHaveDuplicates();
    }

    private static List<String> events(Story story, String how) {
        return pages(story, how).stream()
                .map(item -> item.get("event").asString())
                .toList();
    }

    private static List<JsonNode> pages(Story story, String how) {
        List<JsonNode> items = new ArrayList<>();
        String next = "/v1/answers/timeline?request=" + story.request + how;
        while (next != null) {
            JsonNode page = RunningAudit.json(audit.get(olga, URI.create(next), "*/*"));
            page.get("items").forEach(items::add);
            next = page.get("next").isNull() ? null : page.get("next").asString();
        }
        return items;
    }

    @Test
    void keepsWhoReadWhat() {
        Story story = new Story("kim", "ledger");
        writer.send(Topics.REQUESTS, story.requested(T0));
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> whoHad(story, T0).has("covers"));
        Log log = audit.bean(Log.class);
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(log.entries(0, log.size()))
                        .filteredOn(entry -> entry.leaf().origin().isOwn())
                        .extracting(entry -> new String(
                                java.util.Objects.requireNonNull(
                                        entry.leaf().envelope().value()),
                                StandardCharsets.UTF_8))
                        .anySatisfy(value -> assertThat(value)
                                .contains("\"what\":\"who-had-access\"")
                                .contains("\"resource\":\"ledger\"")
                                .contains("\"subject\":\"o1\"")));
    }

    private static void approvedGrant(Story story) {
        writer.send(Topics.REQUESTS, story.requested(T0));
        writer.send(Topics.DECISIONS, story.review(T0.plusMillis(11)));
        writer.send(Topics.REQUESTS, story.approved("bob", T0.plusSeconds(5)));
        writer.send(Topics.DECISIONS, story.allow(T0.plusMillis(5_020)));
        writer.send(Topics.REQUESTS, story.ordered(T0.plusSeconds(6)));
        writer.send(Topics.GRANTS, story.started(T0.plusSeconds(10)));
        writer.send(Topics.GRANTS, story.activated(T0.plusSeconds(10), T0.plusSeconds(12), T0.plusSeconds(72)));
        writer.send(Topics.EXPIRIES, story.expired(T0.plusMillis(72_010)));
        writer.send(
                Topics.GRANTS,
                story.revoked(T0.plusSeconds(10), T0.plusSeconds(12), T0.plusSeconds(72), T0.plusMillis(72_250)));
        awaitLines(story, 9);
    }

    private static void awaitLines(Story story, int lines) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(timeline(olga, story).get("items")).hasSize(lines));
    }

    private static JsonNode timeline(String token, Story story) {
        return RunningAudit.json(audit.get(token, "/v1/answers/timeline", "request", story.request));
    }

    private static JsonNode whoHad(Story story, Instant at) {
        return RunningAudit.json(
                audit.get(olga, "/v1/answers/who-had-access", "resource", story.resource, "at", at.toString()));
    }
}
