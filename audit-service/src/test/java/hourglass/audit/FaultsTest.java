package hourglass.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.audit.log.Leaf;
import hourglass.audit.store.Log;
import hourglass.audit.store.Projections;
import hourglass.audit.verify.Verify;
import hourglass.events.TopicPlan;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.testkit.Database;
import hourglass.testkit.TestPostgres;
import hourglass.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One log through a hard life on parts of its own: each test goes on where the one before left it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsTest {
    private static final Instant T0 = Instant.parse("2026-11-24T09:00:00Z");

    @TempDir
    static Path folder;

    private static TestServer server;
    private static Database database;
    private static OwnBroker kafka;
    private static TestIssuer issuer;
    private static RunningAudit audit;
    private static TestWriter writer;
    private static String olga;

    @BeforeAll
    static void start() throws SQLException {
        server = TestPostgres.server();
        server.run("postgres", "CREATE ROLE audit LOGIN");
        server.run("postgres", "CREATE DATABASE audit OWNER audit");
        database = new Database("audit", server.url("audit"), "audit", "");
        kafka = new OwnBroker(2);
        issuer = new TestIssuer();
        olga = issuer.token("o1", "auditor");
        audit = begin();
        writer = new TestWriter(kafka.address(), () -> audit.bean(Codec.class));
    }

    @AfterAll
    static void stop() {
        writer.close();
        audit.close();
        issuer.close();
        kafka.close();
        server.stop();
    }

    @Test
    @Order(1)
    void keepsUndecodableRecordsOfEveryTopicAndGoesOn() throws SQLException {
        for (String topic : Topics.ALL) {
            writer.send(topic, "poison", "not avro".getBytes(StandardCharsets.UTF_8));
            writer.send(topic, "none", null);
            writer.send(topic, "unknown", new byte[] {0, 0x7f, 0, 0, 1, 2});
        }
        for (TopicPlan plan : TopicPlan.all(1)) {
            if (plan.name().endsWith(".dlt")) {
                writer.send(plan.name(), "dead", new byte[] {1, 2, 3});
            }
        }
        long poison = Topics.ALL.size() * 2L
                + TopicPlan.all(1).stream()
                        .filter(plan -> plan.name().endsWith(".dlt"))
                        .count();
        soon().untilAsserted(() -> assertThat(unreadable()).hasSize((int) poison));
        JsonNode entry =
                RunningAudit.json(audit.get(olga, "/v1/entries/" + unreadable().getFirst()));
        assertThat(entry.get("undecodable").asString()).isNotEmpty();
        writer.send(Topics.REQUESTS, new Story("mallory\0", "r".repeat(90_000)).requested(T0));
        Story story = new Story("alice", "payments-eu");
        writer.send(Topics.REQUESTS, story.requested(T0));
        soon().untilAsserted(() -> assertThat(timeline(story)).hasSize(1));
        JsonNode held = RunningAudit.json(
                audit.get(olga, "/v1/answers/who-had-access", "resource", story.resource, "at", T0.toString()));
        assertThat(held.get("covers").get("gaps").valueStream())
                .extracting(gap -> gap.get("kind").asString())
                .isNotEmpty()
                .containsOnly("undecodable");
    }

    @Test
    @Order(2)
    void tellsWhoseRecordCanNotBeRead() {
        Story story = new Story("alice", "search-dev");
        writer.send(Topics.REQUESTS, story.requested(T0));
        writer.send(Topics.GRANTS, story.request, "not avro".getBytes(StandardCharsets.UTF_8));
        String[] question = {"resource", story.resource, "at", T0.toString()};
        soon().untilAsserted(() -> assertThat(
                        audit.get(olga, "/v1/answers/who-had-access", question).statusCode())
                .isEqualTo(503));
        assertThat(audit.get(olga, "/v1/answers/timeline", "request", story.request)
                        .statusCode())
                .isEqualTo(503);
        JsonNode partial =
                RunningAudit.json(audit.get(olga, "/v1/answers/timeline", "request", story.request, "partial", "true"));
        JsonNode gap = partial.get("covers").get("gaps").get(0);
        assertThat(gap.get("kind").asString()).isEqualTo("undecodable");
        assertThat(gap.get("topic").asString()).isEqualTo(Topics.GRANTS);
        assertThat(gap.get("aggregate").asString()).isEqualTo(story.request);
    }

    @Test
    @Order(3)
    void keepsRecordsThatAreTooLongForTheLogByHash() {
        byte[] large = "x".repeat(80_000).getBytes(StandardCharsets.UTF_8);
        writer.send(Topics.PEOPLE, "large", large);
        soon().untilAsserted(() -> assertThat(leaves())
                .filteredOn(Leaf::isByHash)
                .anySatisfy(leaf -> assertThat(leaf.envelope().value()).isEqualTo(large)));
    }

    @Test
    @Order(4)
    void goesOnAfterARestartWithoutARepeatOrAHole() {
        writer.send(Topics.PEOPLE, "before", new byte[] {1});
        audit.close();
        writer.send(Topics.PEOPLE, "while-down", new byte[] {2});
        audit = begin();
        writer.send(Topics.PEOPLE, "after", new byte[] {3});
        soon().untilAsserted(() -> assertThat(keys()).contains("after"));
        assertThat(keys().stream().filter(List.of("before", "while-down", "after")::contains))
                .containsExactlyInAnyOrder("before", "while-down", "after");
        assertThat(offsetsAreDense()).isTrue();
    }

    @Test
    @Order(5)
    void survivesTheDatabaseBeingKilledInTheMiddleOfBatches() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 400; i++) {
                writer.send(Topics.PEOPLE, "kill-" + round + "-" + i, new byte[2_000]);
                if (i == 200) {
                    server.kill();
                    server.start();
                }
            }
        }
        soon().untilAsserted(() -> assertThat(keys().stream().filter(key -> key.startsWith("kill-")))
                .hasSize(1_200));
        assertThat(keys().stream().filter(key -> key.startsWith("kill-")).distinct())
                .hasSize(1_200);
        assertThat(offsetsAreDense()).isTrue();
    }

    @Test
    @Order(6)
    void fencesAllButOneOfTwoInstances() {
        try (RunningAudit second = begin()) {
            soon().untilAsserted(() -> {
                writer.send(Topics.PEOPLE, "fence", new byte[] {1});
                assertThat(audit.worker("intake").isAlive()
                                ^ second.worker("intake").isAlive())
                        .isTrue();
            });
            RunningAudit fenced = audit.worker("intake").isAlive() ? second : audit;
            assertThat(health(fenced)).isEqualTo(503);
            assertThat(health(fenced, "readiness")).isEqualTo(503);
            assertThat(health(fenced, "liveness"))
                    .as("restarted, it would fence the other")
                    .isEqualTo(200);
        }
        audit.close();
        audit = begin();
        writer.send(Topics.PEOPLE, "after-fence", new byte[] {1});
        soon().untilAsserted(() -> assertThat(keys()).contains("after-fence"));
        assertThat(offsetsAreDense()).isTrue();
    }

    @Test
    @Order(7)
    void buildsTheSameAnswersAgainFromTheLog() throws SQLException {
        writer.send(Topics.DIRECTORY, Story.known("alice", "a1", 4, T0));
        Story story = grant(new Story("alice", "payments-eu"));
        soon().untilAsserted(() -> assertThat(timeline(story)).hasSize(5));
        audit.worker("intake").close();
        assertThat(health(audit)).isEqualTo(503);
        assertThat(health(audit, "readiness")).isEqualTo(503);
        assertThat(health(audit, "liveness")).as("to be restarted").isEqualTo(503);
        soon().untilAsserted(() -> assertThat(audit.bean(Projections.class).applied())
                .isEqualTo(audit.bean(Log.class).size()));
        Map<String, String> before = answers();
        audit.close();
        audit = begin("hourglass.audit.rebuild", "true");
        soon().untilAsserted(() -> assertThat(audit.bean(Projections.class).applied())
                .isGreaterThanOrEqualTo(Long.parseLong(before.get("applied"))));
        assertThat(answers()).containsAllEntriesOf(withoutApplied(before));
    }

    @Test
    @Order(8)
    void provesItsExport() throws IOException {
        soon().untilAsserted(() -> assertThat(audit.anchor()).exists());
        Path anchor = Files.copy(audit.anchor(), folder.resolve("anchor-1"));
        Path zip = export("log.zip");
        assertThat(verify(zip, "--anchor", anchor.toString())).isZero();

        byte[] key = audit.get(olga, "/v1/key").body();
        Path keyFile = Files.write(folder.resolve("key"), key);
        Path proof = Files.write(
                folder.resolve("proof"), audit.get(olga, "/v1/entries/3/proof").body());
        assertThat(verify(proof, "--key", keyFile.toString())).isZero();
        HttpResponse<byte[]> way = audit.get(olga, "/v1/consistency", "from", Long.toString(size(anchor)));
        assertThat(verify(
                        Files.write(folder.resolve("way"), way.body()),
                        "--from",
                        anchor.toString(),
                        "--key",
                        keyFile.toString()))
                .isZero();
    }

    @Test
    @Order(9)
    void tellsOfNumbersThatAWriterSkipped() {
        Story story = new Story("kim", "ledger");
        writer.send(Topics.REQUESTS, story.requested(T0));
        story.lose(Topics.REQUESTS);
        writer.send(Topics.REQUESTS, story.ordered(T0.plusSeconds(9)));
        soon().untilAsserted(() -> {
            HttpResponse<byte[]> answer = audit.get(olga, "/v1/answers/timeline", "request", story.request);
            assertThat(answer.statusCode()).isEqualTo(503);
            JsonNode problem = RunningAudit.json(answer);
            assertThat(problem.get("type").asString()).isEqualTo("/problems/answer-not-complete");
            JsonNode gap = problem.get("gaps").get(0);
            assertThat(gap.get("kind").asString()).isEqualTo("sequence");
            assertThat(gap.get("first").asLong()).isEqualTo(2);
            assertThat(gap.get("last").asLong()).isEqualTo(2);
        });
        JsonNode partial =
                RunningAudit.json(audit.get(olga, "/v1/answers/timeline", "request", story.request, "partial", "true"));
        assertThat(partial.get("items")).hasSize(2);
        assertThat(partial.get("covers").get("gaps")).hasSize(1);
        assertThat(health(audit, "readiness"))
                .as("what is lost is an alarm, and nothing that this instance could mend")
                .isEqualTo(200);
    }

    @Test
    @Order(10)
    void tellsOfOffsetsThatKafkaNoLongerKeeps() throws ExecutionException, InterruptedException {
        Story lost = new Story("ivan", "payments-eu");
        var record = writer.encode(Topics.GRANTS, lost.started(T0.plusSeconds(1)));
        audit.close();
        writer.send(record);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            Map<TopicPartition, RecordsToDelete> all =
                    new TreeMap<>(java.util.Comparator.comparing(TopicPartition::toString));
            for (int partition = 0; partition < 2; partition++) {
                all.put(new TopicPartition(Topics.GRANTS, partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
        audit = begin();
        soon().untilAsserted(() -> {
            HttpResponse<byte[]> answer = audit.get(
                    olga,
                    "/v1/answers/who-had-access",
                    "resource",
                    "payments-eu",
                    "at",
                    Clock.systemUTC().instant().toString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"kind\":\"not-kept\"");
        });
        // What was lost may be older than the records before it in Kafka.
        assertThat(new String(
                        audit.get(
                                        olga,
                                        "/v1/answers/who-had-access",
                                        "resource",
                                        "payments-eu",
                                        "at",
                                        T0.plusSeconds(30).toString())
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("\"kind\":\"not-kept\"");
        assertThat(keys().stream().filter(lost.request::equals)).isEmpty();
        Story next = grant(new Story("ivan", "payments-eu"));
        soon().untilAsserted(() ->
                assertThat(keys().stream().filter(next.request::equals)).isNotEmpty());
        soon().untilAsserted(() -> assertThat(new String(
                        audit.get(olga, "/v1/answers/timeline", "request", next.request)
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("\"kind\":\"not-kept\""));
    }

    @Test
    @Order(11)
    void tellsTheMarkerOfATransactionFromALongerHole() throws SQLException, ExecutionException, InterruptedException {
        try (KafkaProducer<String, byte[]> publisher = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.address(), "transactional.id", "policy-service"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            publisher.initTransactions();
            publish(publisher, "set-1");
            publish(publisher, "set-2");
            publisher.beginTransaction();
            publisher
                    .send(new ProducerRecord<>(Topics.POLICIES, 0, "aborted", new byte[] {1}))
                    .get();
            publisher.abortTransaction();
            publish(publisher, "set-3");
        }
        soon().untilAsserted(() -> assertThat(keys()).contains("set-1", "set-2", "set-3"));
        assertThat(keys()).doesNotContain("aborted");
        // The marker of set-2, the aborted record and its marker.
        soon().untilAsserted(() -> assertThat(holes(Topics.POLICIES)).containsExactly(3L));
    }

    private static void publish(KafkaProducer<String, byte[]> publisher, String key)
            throws ExecutionException, InterruptedException {
        publisher.beginTransaction();
        publisher
                .send(new ProducerRecord<>(Topics.POLICIES, 0, key, new byte[] {1}))
                .get();
        publisher.commitTransaction();
    }

    private static List<Long> holes(String topic) throws SQLException {
        List<Long> lengths = new ArrayList<>();
        try (var connection = database.connect();
                var statement = connection.prepareStatement(
                        "SELECT last - first + 1 FROM gap WHERE kind = 'HOLE' AND topic = ?")) {
            statement.setString(1, topic);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lengths.add(rows.getLong(1));
                }
            }
        }
        return lengths;
    }

    @Test
    @Order(12)
    void findsWhatASuperuserChangedInTheDatabase() throws Exception {
        Path anchor = Files.copy(audit.anchor(), folder.resolve("anchor-2"));
        assertThat(verify(export("honest.zip"), "--anchor", anchor.toString())).isZero();
        database.run("SELECT 1");
        for (String change : List.of("UPDATE entry SET recorded_at = now()", "DELETE FROM entry", "TRUNCATE tile")) {
            assertThat(refused(change)).contains("permission denied");
        }
        server.run("audit", """
                SET session_replication_role = replica;
                UPDATE entry SET leaf = (SELECT leaf FROM entry WHERE index = 8) WHERE index = 7""");
        assertThat(verify(export("changed.zip"), "--anchor", anchor.toString())).isEqualTo(3);
    }

    @Test
    @Order(13)
    void refusesToSignALogThatLostItsTail() throws Exception {
        audit.close();
        server.run("audit", """
                SET session_replication_role = replica;
                DELETE FROM signed_checkpoint WHERE size > 100;
                DELETE FROM announcement WHERE size > 100; DELETE FROM anchor WHERE size > 100;
                DELETE FROM checkpoint WHERE size > (SELECT max(size) FROM signed_checkpoint);
                DELETE FROM entry WHERE index >= (SELECT max(size) FROM checkpoint);
                DELETE FROM tile WHERE (index + 1) * 256 > (SELECT max(size) FROM checkpoint);
                UPDATE log_head SET size = (SELECT max(size) FROM checkpoint)""");
        String anchored = Files.readString(audit.anchor());
        audit = begin();
        soon().untilAsserted(() -> assertThat(health(audit)).isEqualTo(503));
        assertThat(health(audit, "readiness")).isEqualTo(503);
        assertThat(health(audit, "liveness"))
                .as("a restart brings nothing back")
                .isEqualTo(200);
        assertThat(Files.readString(audit.anchor())).isEqualTo(anchored);
    }

    private static Story grant(Story story) {
        writer.send(Topics.REQUESTS, story.requested(T0));
        writer.send(Topics.DECISIONS, story.review(T0.plusMillis(5)));
        writer.send(Topics.GRANTS, story.started(T0.plusSeconds(1)));
        writer.send(Topics.GRANTS, story.activated(T0.plusSeconds(1), T0.plusSeconds(2), T0.plusSeconds(62)));
        writer.send(
                Topics.GRANTS,
                story.revoked(T0.plusSeconds(1), T0.plusSeconds(2), T0.plusSeconds(62), T0.plusSeconds(63)));
        return story;
    }

    private static RunningAudit begin(String... more) {
        return RunningAudit.start(database, kafka.address(), folder, issuer, more);
    }

    private static int health(RunningAudit audit, String... group) {
        return audit.get("", "/actuator/health" + (group.length == 0 ? "" : "/" + group[0]))
                .statusCode();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }

    private static List<Leaf> leaves() {
        Log log = audit.bean(Log.class);
        return log.entries(0, log.size()).stream().map(Log.Entry::leaf).toList();
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        leaves().forEach(leaf -> {
            String key = leaf.envelope().keyText();
            if (key != null && !leaf.origin().isOwn()) {
                keys.add(key);
            }
        });
        return keys;
    }

    /// Of topics without transactions every offset is in the log once, in order.
    private static boolean offsetsAreDense() {
        Map<String, Long> next = new TreeMap<>();
        return leaves().stream().map(Leaf::origin).allMatch(origin -> {
            long expected = next.getOrDefault(origin.topic() + origin.partition(), 0L);
            next.put(origin.topic() + origin.partition(), origin.offset() + 1);
            return origin.offset() == expected;
        });
    }

    private static List<Long> unreadable() throws SQLException {
        List<Long> entries = new ArrayList<>();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT entry FROM unreadable ORDER BY entry")) {
            while (rows.next()) {
                entries.add(rows.getLong(1));
            }
        }
        return entries;
    }

    private static List<JsonNode> timeline(Story story) {
        List<JsonNode> items = new ArrayList<>();
        RunningAudit.json(audit.get(olga, "/v1/answers/timeline", "request", story.request))
                .get("items")
                .forEach(items::add);
        return items;
    }

    private static Map<String, String> answers() throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (String table :
                    List.of("access", "timeline", "asked", "decision", "vote", "person", "person_identity")) {
                var rows = statement.executeQuery(
                        "SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM " + table + " t");
                rows.next();
                tables.put(table, rows.getString(1));
            }
            var applied = statement.executeQuery("SELECT applied FROM projection");
            applied.next();
            tables.put("applied", applied.getString(1));
        }
        return tables;
    }

    private static Map<String, String> withoutApplied(Map<String, String> answers) {
        Map<String, String> rest = new TreeMap<>(answers);
        rest.remove("applied");
        return rest;
    }

    private static String refused(String change) {
        try {
            database.run(change);
            return "";
        } catch (SQLException e) {
            return Objects.requireNonNull(e.getMessage());
        }
    }

    private static Path export(String name) throws IOException {
        HttpResponse<byte[]> response = audit.get(olga, "/v1/export");
        assertThat(response.statusCode()).isEqualTo(200);
        return Files.write(folder.resolve(name), response.body());
    }

    private static long size(Path checkpoint) throws IOException {
        return Long.parseLong(Files.readAllLines(checkpoint).get(1));
    }

    private static int verify(Path file, String... options) {
        List<String> args = new ArrayList<>(List.of(file.toString()));
        args.addAll(List.of(options));
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Verify.run(args, out, out);
    }
}
