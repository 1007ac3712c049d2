package hourglass.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.audit.log.Leaf;
import hourglass.audit.store.Log;
import hourglass.events.TopicPlan;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.testkit.Database;
import hourglass.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Things that are gone when the service begins: it takes none of them for never having been.
@SuppressWarnings("NullAway.Init")
class LostThingsTest {
    private final Database database = TestPostgres.database();

    @TempDir
    private Path folder;

    private OwnBroker kafka;
    private TestIssuer issuer;

    @BeforeEach
    void start() {
        kafka = new OwnBroker(1);
        issuer = new TestIssuer();
    }

    @AfterEach
    void stop() {
        issuer.close();
        kafka.close();
    }

    @Test
    void takesInATopicThatComesBack() throws Exception {
        try (RunningAudit audit = begin(database);
                TestWriter writer = writer(audit)) {
            writer.send(Topics.DRIFT, "one of two", new byte[] {1});
            writer.send(Topics.DRIFT, "before", new byte[] {1});
            soon().until(() -> keys(audit).contains("before"));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            admin.deleteTopics(List.of(Topics.DRIFT)).all().get();
            soon().until(() -> !admin.listTopics().names().get().contains(Topics.DRIFT));
        }
        try (RunningAudit audit = begin(database);
                TestWriter writer = writer(audit)) {
            writer.send(Topics.PEOPLE, "without it", new byte[] {1});
            soon().until(() -> keys(audit).contains("without it"));
            kafka.broker.createTopics(TopicPlan.all(1));
            writer.send(Topics.DRIFT, "after", new byte[] {1});
            soon().until(() -> keys(audit).contains("after"));
        }
    }

    @Test
    void signsNoOtherLogThanTheOneThatWasToldOf() throws Exception {
        Path anchor;
        try (RunningAudit audit = begin(database);
                TestWriter writer = writer(audit)) {
            writer.send(Topics.PEOPLE, "told", new byte[] {1});
            soon().until(() -> keys(audit).contains(RunningAudit.ORIGIN));
            anchor = audit.anchor();
        }
        // Only now: the service would write another one.
        Files.delete(anchor);
        Database lost = TestPostgres.database();
        try (RunningAudit audit = begin(lost)) {
            soon().until(() -> audit.get("", "/actuator/health").statusCode() == 503);
            soon().until(() -> keys(audit).contains("told"));
            assertThat(signatures(lost)).isZero();
            assertThat(audit.anchor()).doesNotExist();
        }
        try (RunningAudit audit = begin(database)) {
            soon().until(() -> Files.exists(audit.anchor()));
            soon().until(() -> audit.get("", "/actuator/health").statusCode() == 200);
        }
    }

    private RunningAudit begin(Database where) {
        return RunningAudit.start(where, kafka.address(), folder, issuer);
    }

    private TestWriter writer(RunningAudit audit) {
        return new TestWriter(kafka.address(), () -> audit.bean(Codec.class));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
    }

    private static List<String> keys(RunningAudit audit) {
        Log log = audit.bean(Log.class);
        return log.entries(0, log.size()).stream()
                .map(Log.Entry::leaf)
                .map(Leaf::envelope)
                .map(envelope -> Objects.toString(envelope.keyText()))
                .toList();
    }

    private static long signatures(Database database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM signed_checkpoint")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
