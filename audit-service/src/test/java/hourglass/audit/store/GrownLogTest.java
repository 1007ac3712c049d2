package hourglass.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.audit.Answers;
import hourglass.audit.By;
import hourglass.audit.Change;
import hourglass.audit.Fact;
import hourglass.audit.MigratedDatabase;
import hourglass.audit.SequenceWatch;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Hash;
import hourglass.audit.log.Hashing;
import hourglass.audit.log.Origin;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/// What every batch and every answer costs when there is a lot already.
class GrownLogTest {
    private static final Instant T0 = Instant.parse("2026-11-24T09:00:00Z");
    private static final Hash ROOT = Hashing.leaf(new byte[] {1});
    private static final int GROWN = 1_000;
    private static final int BATCH = 10;
    /// More than it takes until driver and server keep the plan of a statement.
    private static final int ROUNDS = 15;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsNoTableFromEndToEnd(boolean analyzed) throws SQLException {
        try (var connection = MigratedDatabase.fresh().getConnection()) {
            SingleConnectionDataSource database = new SingleConnectionDataSource(connection, true);
            JdbcTemplate jdbc = new JdbcTemplate(database);
            grow(jdbc, analyzed);
            Map<String, Long> before = scans(jdbc);
            Round round = new Round(database, jdbc);
            for (int i = 0; i < ROUNDS; i++) {
                round.run(i);
                connection.setAutoCommit(true);
            }
            assertThat(scans(jdbc)).isEqualTo(before);
        }
    }

    private static void grow(JdbcTemplate jdbc, boolean analyzed) {
        jdbc.execute("""
                INSERT INTO source (topic, partition, incarnation, next_offset)
                  SELECT 'hourglass.requests', n, 0, 0 FROM generate_series(0, 57) n;
                INSERT INTO entry SELECT n, 2, n, now(), '\\x0100' FROM generate_series(0, %1$d - 1) n;
                INSERT INTO payload SELECT n, '\\x00' FROM generate_series(0, %1$d - 1) n;
                INSERT INTO checkpoint SELECT n, sha256('') FROM generate_series(1, %1$d) n;
                INSERT INTO signed_checkpoint SELECT n, 'note', now() FROM generate_series(1, %1$d) n;
                INSERT INTO announcement SELECT n, n, gen_random_uuid() FROM generate_series(1, %1$d) n;
                INSERT INTO anchor SELECT n, 'topic', now() FROM generate_series(1, %1$d) n;
                INSERT INTO writer_sequence
                  SELECT 'hourglass.requests', '/w', n::text, 1, now() FROM generate_series(1, %1$d) n;
                INSERT INTO timeline SELECT 'old-' || n, gen_random_uuid(), n, now(), 'hourglass.requests', '/w', 'AccessRequested',
                  'PERSON', 'alice', 'API', 'asks' FROM generate_series(1, %1$d) n;
                INSERT INTO access SELECT 'old-' || n, 'alice', n::text, 'debug', 't', 'a', gen_random_uuid(), 'c', false
                  FROM generate_series(1, %1$d) n;
                UPDATE log_head SET size = %1$d;
                UPDATE source SET next_offset = %1$d WHERE id = 2;
                UPDATE projection SET applied = %1$d""".formatted(GROWN));
        if (analyzed) {
            jdbc.execute("ANALYZE");
        }
    }

    /// How often each table that grows with the log was read from end to end.
    private static Map<String, Long> scans(JdbcTemplate jdbc) {
        jdbc.execute("SELECT pg_stat_force_next_flush()");
        Map<String, Long> scans = new TreeMap<>();
        jdbc.query("""
                SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname IN ('entry', 'payload', 'checkpoint',
                  'signed_checkpoint', 'announcement', 'anchor', 'timeline', 'access', 'decision', 'vote', 'writer_sequence')""", row -> {
            scans.put(row.getString(1), row.getLong(2));
        });
        return scans;
    }

    /// A batch on its whole way, and the questions.
    private static final class Round {
        private final Journal journal;
        private final Log log;
        private final Checkpoints checkpoints;
        private final Projections projections;
        private final StoredAnswers answers;

        Round(SingleConnectionDataSource database, JdbcTemplate jdbc) {
            JdbcClient client = JdbcClient.create(jdbc);
            DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
            journal = new Journal(database);
            log = new Log(client);
            checkpoints = new Checkpoints(client);
            projections = new Projections(jdbc, new TransactionTemplate(transactions));
            answers = new StoredAnswers(client, transactions, Duration.ofDays(31));
        }

        void run(int number) throws SQLException {
            long begin = GROWN + (long) number * BATCH;
            long end = begin + BATCH;
            append(begin);
            Checkpoints.Written written = checkpoints.unsigned().orElseThrow();
            assertThat(checkpoints.root(written.size())).hasValue(ROOT);
            checkpoints.signed(new Checkpoints.Signed(written.size(), "note", T0));
            assertThat(checkpoints.newest()).map(Checkpoints.Signed::size).hasValue(end);
            checkpoints.anchored(end, "file", T0);
            assertThat(checkpoints.unsent()).isEmpty();
            assertThat(checkpoints.announce(UUID.randomUUID(), "hourglass.checkpoints"))
                    .isTrue();
            assertThat(checkpoints.unsent()).isPresent();
            checkpoints.anchored(end, "topic", T0);
            assertThat(checkpoints.after(begin, 2_000)).isPresent();
            assertThat(log.entries(begin, end)).hasSize(BATCH);
            log.pages(begin, end).forEach(page -> assertThat(page).hasSize(BATCH));
            project(begin, end);
            assertThat(answers.timeline(new Answers.Timeline("request-" + begin, null, 10)))
                    .isPresent();
            assertThat(answers.whoHadAccess(new Answers.WhoHadAccess("payments-eu", T0, null, null, 10)))
                    .isPresent();
        }

        private void append(long begin) {
            List<Batch.Row> rows = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                Origin origin = new Origin("hourglass.requests", 0, begin + i, T0.toEpochMilli());
                byte[] key = "request".getBytes(StandardCharsets.UTF_8);
                rows.add(new Batch.Row(
                        2, begin + i, T0.toEpochMilli(), new Envelope(origin, key, List.of(), new byte[] {1}).leaf()));
            }
            List<Batch.Move> moves = List.of(new Batch.Move(2, begin, begin + BATCH));
            journal.append(new Batch(begin, rows, List.of(), ROOT, moves, List.of()));
        }

        private void project(long begin, long end) {
            List<Fact> facts = new ArrayList<>();
            for (long entry = begin; entry < end; entry++) {
                Fact.Stamp stamp =
                        new Fact.Stamp("hourglass.requests", "/w", "request-" + entry, 1, UUID.randomUUID(), T0);
                facts.add(new Fact(
                        entry,
                        stamp,
                        new By("PERSON", "alice", "API"),
                        "AccessRequested",
                        "asks",
                        stamp.aggregate(),
                        new Change.Asked("alice", "payments-eu", "debug")));
            }
            SequenceWatch watch = new SequenceWatch(projections.sequences(SequenceWatch.of(facts)));
            facts.forEach(watch::see);
            projections.apply(
                    begin, end, List.of(new Projections.Page(facts, List.of(), List.of(), watch.last(), List.of())));
        }
    }
}
