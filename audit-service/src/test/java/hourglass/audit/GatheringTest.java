package hourglass.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.audit.store.Log;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.testkit.Database;
import hourglass.testkit.TestKafka;
import hourglass.testkit.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records that come one by one don't cost a batch and a signature each.
class GatheringTest {
    private static final Duration LOAD = Duration.ofSeconds(3);
    /// Some for each batch, however slow the machine is.
    private static final int ENOUGH = 200;

    @TempDir
    Path folder;

    @Test
    void gathersRecordsIntoBatchesAndBatchesUnderSignatures() throws SQLException {
        TestKafka.createAllTopics(3);
        Database database = TestPostgres.database();
        try (TestIssuer issuer = new TestIssuer();
                RunningAudit audit = RunningAudit.start(database, TestKafka.bootstrapServers(), folder, issuer);
                TestWriter writer = new TestWriter(TestKafka.bootstrapServers(), () -> audit.bean(Codec.class))) {
            Log log = audit.bean(Log.class);
            writer.send(Topics.PEOPLE, "first", new byte[] {1});
            await().until(() -> count(database, "signed_checkpoint") > 0 && log.size() == signed(database));

            long sent = 0;
            long size = log.size();
            long batches = count(database, "checkpoint");
            long signatures = count(database, "signed_checkpoint");
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < LOAD.toNanos() || sent < ENOUGH) {
                writer.send(Topics.PEOPLE, "load", new byte[] {1});
                sent++;
            }
            long wanted = size + sent;
            await().pollInterval(Duration.ofMillis(20)).until(() -> signed(database) >= wanted);
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();

            batches = count(database, "checkpoint") - batches;
            signatures = count(database, "signed_checkpoint") - signatures;
            System.out.printf(
                    "%,d records in %,d ms: %,d batches, %,d signatures%n", sent, millis, batches, signatures);
            assertThat(batches).isBetween(1L, millis / 80 + 3);
            assertThat(signatures).isBetween(1L, millis / 250 + 3);
        }
    }

    private static long signed(Database database) throws SQLException {
        return number(database, "SELECT coalesce(max(size), 0) FROM signed_checkpoint");
    }

    private static long count(Database database, String table) throws SQLException {
        return number(database, "SELECT count(*) FROM " + table);
    }

    private static long number(Database database, String query) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
