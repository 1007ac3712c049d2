package hourglass.grant.store;

import static hourglass.grant.store.GrantColumns.time;

import hourglass.grant.Actor;
import hourglass.grant.RefusedAttempts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Counts refused attempts in PostgreSQL, one person's one after the other. They never touch a grant's row.
///
/// What is counted has a row for at least a minute after each record about it. So [#MOST] rows are at most as many
/// records a minute, and neither log nor table can be filled.
final class StoredAttempts implements RefusedAttempts {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int ROUND = 500;
    private static final String TOO_MANY = "too-many";

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final Teller teller;
    private final InstantSource clock;

    StoredAttempts(TransactionTemplate transactions, JdbcClient jdbc, Teller teller, InstantSource clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.teller = teller;
        this.clock = clock;
    }

    @Override
    public void remember(Attempt attempt) {
        transactions.executeWithoutResult(_ -> {
            Count count = lock(attempt.who().id());
            Instant now = clock.instant();
            if (repeated(attempt, now)) {
                return;
            }
            if (count.kinds() < MOST - 1) {
                tell(attempt, count, now, 1, now);
                open(attempt, now, 0);
                return;
            }
            Attempt rest = new Attempt(attempt.who(), TOO_MANY, TOO_MANY, attempt.problem(), null);
            if (!repeated(rest, now)) {
                open(rest, now, 1);
            }
        });
    }

    @Override
    public int tellRepeats() {
        Instant due = clock.instant().minus(MINUTE);
        List<Attempt> silent = jdbc.sql("SELECT * FROM attempt WHERE told_at <= ? ORDER BY told_at LIMIT ?")
                .params(time(due), ROUND)
                .query(StoredAttempts::attempt)
                .list();
        return (int) silent.stream().filter(this::tellRepeats).count();
    }

    /// A kind that was not tried again is forgotten.
    private boolean tellRepeats(Attempt attempt) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Count count = lock(attempt.who().id());
            Instant now = clock.instant();
            Repeats repeats = take(attempt, now.minus(MINUTE));
            if (repeats == null || repeats.count() == 0) {
                return false;
            }
            tell(attempt, count, now, repeats.count(), repeats.since());
            open(attempt, now, 0);
            return true;
        }));
    }

    private record Repeats(int count, Instant since) {}

    /// What was told about a person, under their row's lock.
    ///
    /// @param kinds things they tried that are being counted
    private record Count(long sequence, int kinds) {}

    private Count lock(String person) {
        long sequence = jdbc.sql("""
                        INSERT INTO attempt_teller AS t (person, sequence) VALUES (?, 0)
                        ON CONFLICT (person) DO UPDATE SET sequence = t.sequence
                        RETURNING sequence
                        """).param(person).query(Long.class).single();
        // A statement of its own, so that it sees what the lock was waited for.
        int kinds = jdbc.sql("SELECT count(*) FROM attempt WHERE person = ?")
                .param(person)
                .query(Integer.class)
                .single();
        return new Count(sequence, kinds);
    }

    private boolean repeated(Attempt attempt, Instant now) {
        return jdbc.sql("""
                                UPDATE attempt SET repeats = repeats + 1,
                                       since = CASE WHEN repeats = 0 THEN ? ELSE since END
                                 WHERE person = ? AND action = ? AND rule = ? AND subject = ?
                                """)
                        .params(time(now), attempt.who().id(), attempt.action(), attempt.rule(), subject(attempt))
                        .update()
                == 1;
    }

    private @Nullable Repeats take(Attempt attempt, Instant due) {
        return jdbc.sql("""
                        DELETE FROM attempt WHERE person = ? AND action = ? AND rule = ? AND subject = ? AND told_at <= ?
                        RETURNING repeats, since
                        """)
                .params(attempt.who().id(), attempt.action(), attempt.rule(), subject(attempt), time(due))
                .query((row, _) -> new Repeats(
                        row.getInt("repeats"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(null);
    }

    private void open(Attempt attempt, Instant now, int repeats) {
        jdbc.sql("INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        attempt.who().id(),
                        attempt.action(),
                        attempt.rule(),
                        subject(attempt),
                        attempt.problem(),
                        GrantColumns.text(attempt.who().idp()),
                        GrantColumns.text(attempt.who().subject()),
                        attempt.who().via(),
                        time(now),
                        repeats,
                        time(now))
                .update();
    }

    private void tell(Attempt attempt, Count count, Instant now, int attempts, Instant since) {
        jdbc.sql("UPDATE attempt_teller SET sequence = sequence + 1 WHERE person = ?")
                .param(attempt.who().id())
                .update();
        teller.tell(new Told(attempt, count.sequence() + 1, now, attempts, since));
    }

    private static String subject(Attempt attempt) {
        return Objects.requireNonNullElse(attempt.subject(), "");
    }

    private static Attempt attempt(ResultSet row, int number) throws SQLException {
        String subject = text(row, "subject");
        return new Attempt(
                new Actor.Person(text(row, "person"), row.getString("idp"), row.getString("login"), text(row, "via")),
                text(row, "action"),
                text(row, "rule"),
                text(row, "problem"),
                subject.isEmpty() ? null : subject);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
