package hourglass.audit.store;

import hourglass.audit.Fact;
import hourglass.audit.Gap;
import hourglass.audit.SequenceWatch;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps what the answers are read from, together with the number of entries that are in it.
public final class Projections {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    public Projections(JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// An entry that can't be read.
    public record Unreadable(long entry, String reason) {}

    /// A gap that the log tells of.
    public record FoundGap(long entry, Gap gap) {}

    /// What some entries say.
    ///
    /// @param last numbers of the series that were met
    /// @param found gaps in the writers' numbers; those not told of before are left for the log to write
    public record Page(
            List<Fact> facts,
            List<Unreadable> unreadable,
            List<FoundGap> gaps,
            Map<SequenceWatch.Series, SequenceWatch.Last> last,
            List<Gap> found) {}

    /// Entries that are in the answers.
    public long applied() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT applied FROM projection", Long.class));
    }

    /// The last numbers of these series.
    public Map<SequenceWatch.Series, SequenceWatch.Last> sequences(Set<SequenceWatch.Series> series) {
        List<SequenceWatch.Series> asked = List.copyOf(series);
        Map<SequenceWatch.Series, SequenceWatch.Last> known = new HashMap<>();
        jdbc.query(
                """
                SELECT s.topic, s.writer, s.aggregate, s.last, s.seen_at
                FROM unnest(?, ?, ?) AS asked (topic, writer, aggregate) CROSS JOIN LATERAL (
                  SELECT * FROM writer_sequence known WHERE known.topic = asked.topic AND known.writer = asked.writer
                  AND known.aggregate = asked.aggregate LIMIT 1) s""",
                row -> {
                    known.put(
                            new SequenceWatch.Series(row.getString(1), row.getString(2), row.getString(3)),
                            new SequenceWatch.Last(
                                    row.getLong(4),
                                    row.getObject(5, OffsetDateTime.class).toInstant()));
                },
                texts(asked.stream().map(SequenceWatch.Series::topic).toList()),
                texts(asked.stream().map(SequenceWatch.Series::writer).toList()),
                texts(asked.stream().map(SequenceWatch.Series::aggregate).toList()));
        return known;
    }

    /// Adds what the entries from `applied` to `end` say, in one transaction.
    ///
    /// @param pages of these entries, each asked for when the one before is in
    /// @return the gaps that are new
    public List<Gap> apply(long applied, long end, Iterable<Page> pages) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (jdbc.update("UPDATE projection SET applied = ? WHERE applied = ?", end, applied) != 1) {
                throw new IllegalStateException("Another instance keeps the answers up to date: they are not at entry "
                        + applied + " any more.");
            }
            List<Gap> fresh = new ArrayList<>();
            for (Page page : pages) {
                new FactRows(jdbc).write(page.facts());
                unreadable(page.unreadable());
                gaps(page.gaps());
                sequences(page.last());
                page.found().stream().filter(this::isNew).forEach(fresh::add);
            }
            return fresh;
        }));
    }

    /// Forgets all answers; the next steps build them again from the log.
    public void rebuild() {
        transactions.executeWithoutResult(_ -> {
            jdbc.execute("TRUNCATE access, timeline, asked, decision, vote, person, person_identity, writer_sequence,"
                    + " unreadable, gap");
            jdbc.update("UPDATE projection SET applied = 0");
        });
    }

    private boolean isNew(Gap gap) {
        boolean fresh = jdbc.update("INSERT INTO gap_noted (gap) VALUES (?) ON CONFLICT DO NOTHING", gap.name()) == 1;
        if (fresh) {
            jdbc.update("INSERT INTO waiting (type, key, value) VALUES (?, ?, ?)", Gap.TYPE, gap.topic(), gap.json());
        }
        return fresh;
    }

    private void sequences(Map<SequenceWatch.Series, SequenceWatch.Last> last) {
        List<Object[]> rows = new ArrayList<>();
        last.forEach((series, number) -> rows.add(
                new Object[] {series.topic(), series.writer(), series.aggregate(), number.sequence(), utc(number.at())
                }));
        jdbc.batchUpdate("""
                INSERT INTO writer_sequence (topic, writer, aggregate, last, seen_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (topic, writer, aggregate) DO UPDATE SET last = excluded.last, seen_at = excluded.seen_at""", rows);
    }

    private void unreadable(List<Unreadable> entries) {
        jdbc.batchUpdate(
                "INSERT INTO unreadable (entry, reason) VALUES (?, ?)",
                entries.stream()
                        .map(one -> new Object[] {one.entry(), one.reason().replace("\0", "\ufffd")})
                        .toList());
    }

    private void gaps(List<FoundGap> gaps) {
        List<Object[]> rows = new ArrayList<>();
        for (FoundGap found : gaps) {
            Gap gap = found.gap();
            rows.add(new Object[] {
                found.entry(),
                gap.kind().name(),
                gap.topic(),
                gap.partition(),
                gap.writer(),
                gap.aggregate(),
                gap.first(),
                gap.last(),
                utc(gap.notBefore()),
                utc(gap.notAfter())
            });
        }
        jdbc.batchUpdate("""
                INSERT INTO gap (entry, kind, topic, partition, writer, aggregate, first, last, not_before, not_after)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
    }

    private Array texts(List<String> texts) {
        return Objects.requireNonNull(jdbc.execute((java.sql.Connection connection) -> array(connection, texts)));
    }

    private static Array array(java.sql.Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
