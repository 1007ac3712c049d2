package hourglass.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hourglass.audit.MigratedDatabase;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Hashing;
import hourglass.audit.log.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

class JournalTest {
    /// The first of two partitions; the log's own source has number 1.
    private static final int FIRST = 2;

    private static final int SECOND = 3;

    private final PGSimpleDataSource database = MigratedDatabase.fresh();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final Journal journal = new Journal(database);

    @BeforeEach
    void begin() {
        jdbc.update("""
                INSERT INTO source (topic, partition, incarnation, next_offset)
                SELECT 'hourglass.requests', n, 0, 0 FROM generate_series(0, 1) n""");
        journal.append(batch(0, new Batch.Move(FIRST, 0, 1), new Batch.Move(SECOND, 0, 1)));
    }

    @Test
    void movesTheHeadAndEachSource() {
        assertThat(standing()).containsExactly(2L, 1L, 1L);
    }

    @Test
    void refusesABatchWithOneSourceThatIsElsewhere() {
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> journal.append(batch(2, new Batch.Move(FIRST, 1, 2), new Batch.Move(SECOND, 0, 1))))
                .withMessageContaining("Source 3 is not at offset 0");
        assertThat(standing()).containsExactly(2L, 1L, 1L);
    }

    @Test
    void refusesABatchForAnotherEndOfTheLog() {
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> journal.append(batch(1, new Batch.Move(FIRST, 1, 2))))
                .withMessageContaining("does not end at entry 1");
        assertThat(standing()).containsExactly(2L, 1L, 1L);
    }

    /// The head, then where both partitions are.
    private List<Long> standing() {
        List<Long> standing = new ArrayList<>(jdbc.queryForList("SELECT size FROM log_head", Long.class));
        standing.addAll(jdbc.queryForList("SELECT next_offset FROM source WHERE id > 1 ORDER BY id", Long.class));
        return standing;
    }

    /// One record of each source that moves.
    private static Batch batch(long size, Batch.Move... moves) {
        List<Batch.Row> rows = new ArrayList<>();
        for (Batch.Move move : moves) {
            Origin origin = new Origin("hourglass.requests", move.source(), move.expected(), 0);
            rows.add(new Batch.Row(
                    move.source(),
                    move.expected(),
                    0,
                    new Envelope(origin, null, List.of(), new byte[] {(byte) size}).leaf()));
        }
        return new Batch(size, rows, List.of(), Hashing.leaf(new byte[] {(byte) size}), List.of(moves), List.of());
    }
}
