package hourglass.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.audit.MigratedDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How much of the log is in memory at once.
class PagesTest {
    private static final long MEGABYTE = 1L << 20;

    private final PGSimpleDataSource database = MigratedDatabase.fresh();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final Log log = new Log(JdbcClient.create(database));

    @BeforeEach
    void begin() {
        jdbc.execute("""
                INSERT INTO entry SELECT n, 2, n, now(), decode(repeat('ab', 1000), 'hex') FROM generate_series(0, 9) n;
                INSERT INTO payload SELECT n, decode(repeat('cd', 500), 'hex') FROM generate_series(4, 5) n""");
    }

    @Test
    void readsAsManyEntriesAtOnceAsFit() {
        assertThat(indices(new Pages(log, 0, 10, 3_000)))
                .containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L), List.of(5L, 6L), List.of(7L, 8L, 9L));
    }

    @Test
    void readsAnEntryThatIsTooLargeForAPageByItself() {
        assertThat(indices(new Pages(log, 3, 6, 500))).containsExactly(List.of(3L), List.of(4L), List.of(5L));
    }

    @Test
    void endsWhereTheLogEnds() {
        assertThat(indices(log.pages(8, 1_000))).containsExactly(List.of(8L, 9L));
        assertThat(indices(log.pages(10, 1_000))).isEmpty();
    }

    @Test
    void isNeverMuchMoreThanEightMegabytes() {
        jdbc.execute("""
                INSERT INTO payload SELECT n, decode(repeat('ef', 1048576), 'hex') FROM generate_series(10, 29) n;
                INSERT INTO entry SELECT n, 2, n, now(), '\\x0100' FROM generate_series(10, 29) n""");
        for (List<Log.Entry> page : log.pages(10, 30)) {
            assertThat(page.stream().mapToLong(PagesTest::bytes).sum()).isLessThanOrEqualTo(8 * MEGABYTE);
        }
        assertThat(indices(log.pages(10, 30)).stream().flatMap(List::stream)).hasSize(20);
    }

    private static long bytes(Log.Entry entry) {
        byte[] payload = entry.leaf().payload();
        long leaf = entry.leaf().bytes().length;
        return payload == null ? leaf : leaf + payload.length;
    }

    private static List<List<Long>> indices(Iterable<List<Log.Entry>> pages) {
        List<List<Long>> indices = new ArrayList<>();
        pages.forEach(page -> indices.add(page.stream().map(Log.Entry::index).toList()));
        return indices;
    }
}
