package hourglass.audit.consumes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import hourglass.audit.MigratedDatabase;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Hashing;
import hourglass.audit.log.Origin;
import hourglass.audit.store.Batch;
import hourglass.audit.store.Checkpoints;
import hourglass.audit.store.Journal;
import hourglass.audit.store.Log;
import hourglass.audit.store.Projections;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Where the answers are is the database's to say; a projector only remembers it.
class ProjectorTest {
    /// The log's own source has number 1.
    private static final int SOURCE = 2;

    private final PGSimpleDataSource database = MigratedDatabase.fresh();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final Journal journal = new Journal(database);
    private final Log log = new Log(JdbcClient.create(database));
    private final Checkpoints checkpoints = new Checkpoints(JdbcClient.create(database));
    private final Projections projections =
            new Projections(jdbc, new TransactionTemplate(new DataSourceTransactionManager(database)));

    @BeforeEach
    void begin() {
        log.addSource("hourglass.people", 0, 0);
        signed(3);
    }

    @Test
    void goesOnAfterARestartWhereTheOneBeforeWas() {
        assertThat(projector().run()).isTrue();
        assertThat(projections.applied()).isEqualTo(3);

        Projector restarted = projector();
        assertThat(restarted.run()).as("nothing new").isFalse();
        signed(5);
        assertThat(restarted.run()).isTrue();
        assertThat(projections.applied()).isEqualTo(5);
    }

    @Test
    void forgetsWhereItWasWhenAnotherInstanceHasGoneOn() {
        Projector projector = projector();
        projector.run();
        signed(5);
        assertThat(projector().run()).isTrue();

        signed(6);
        assertThatIllegalStateException()
                .isThrownBy(projector::run)
                .withMessageContaining("they are not at entry 3 any more");
        assertThat(projections.applied()).isEqualTo(5);
        projector.letGo();
        assertThat(projector.run()).isTrue();
        assertThat(projections.applied()).isEqualTo(6);
    }

    /// Lets the log grow to that many entries, all of them without a value, and signs it.
    private void signed(long size) {
        long begin = log.size();
        List<Batch.Row> rows = new ArrayList<>();
        for (long offset = begin; offset < size; offset++) {
            Origin origin = new Origin("hourglass.people", 0, offset, 0);
            rows.add(new Batch.Row(SOURCE, offset, 0, new Envelope(origin, null, List.of(), null).leaf()));
        }
        journal.append(new Batch(
                begin,
                rows,
                List.of(),
                Hashing.leaf(new byte[] {(byte) size}),
                List.of(new Batch.Move(SOURCE, begin, size)),
                List.of()));
        checkpoints.signed(new Checkpoints.Signed(size, "note", Instant.EPOCH));
    }

    /// Nothing has to be decoded.
    @SuppressWarnings("NullAway")
    private Projector projector() {
        return new Projector(log, checkpoints, projections, null, new IntakeMetrics(new SimpleMeterRegistry()));
    }
}
