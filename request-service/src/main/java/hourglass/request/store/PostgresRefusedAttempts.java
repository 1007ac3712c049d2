package hourglass.request.store;

import static hourglass.request.store.Columns.at;
import static hourglass.request.store.Columns.instant;
import static hourglass.request.store.Columns.text;

import hourglass.request.Actor;
import hourglass.request.Outgoing;
import hourglass.request.Outgoing.Envelope;
import hourglass.request.RefusedAttempts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Counts refused attempts in PostgreSQL, one person's one after the other. They never touch a request's row.
///
/// What is counted has a row for at least a minute after each record about it. So [#MOST] rows are at most as many
/// records a minute, and neither log nor table can be filled.
public final class PostgresRefusedAttempts implements RefusedAttempts {
    /// Records about one person in one minute. The last one is kept for all that doesn't fit.
    static final int MOST = 60;

    private static final String TOO_MANY = "too-many";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Outgoing outgoing;

    public PostgresRefusedAttempts(JdbcClient jdbc, TransactionTemplate transactions, Outgoing outgoing) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outgoing = outgoing;
    }

    @Override
    public void remember(Attempt attempt) {
        transactions.executeWithoutResult(_ -> {
            Teller teller = teller(attempt.key());
            Actor actor = Actor.person(attempt.key(), attempt.session());
            String subject = attempt.subject() == null ? "" : attempt.subject();
            if (repeated(attempt.key(), attempt.action(), attempt.rule(), subject, teller.now())) {
                return;
            }
            if (teller.kinds() < MOST - 1) {
                Refused refused = new Refused(
                        attempt.action(), attempt.rule(), attempt.problem(), attempt.subject(), 1, teller.now());
                tell(attempt.key(), teller, actor, refused);
                open(
                        attempt.key(),
                        attempt.action(),
                        attempt.rule(),
                        attempt.problem(),
                        subject,
                        actor,
                        teller.now(),
                        0);
            } else if (!repeated(attempt.key(), TOO_MANY, TOO_MANY, "", teller.now())) {
                open(attempt.key(), TOO_MANY, TOO_MANY, attempt.problem(), "", actor, teller.now(), 1);
            }
        });
    }

    @Override
    public int tellRepeats() {
        List<Pending> due = jdbc.sql("""
                        SELECT key, action, rule, subject FROM attempt
                         WHERE told_at <= now() - interval '1 minute' ORDER BY told_at LIMIT 500
                        """)
                .query((row, _) ->
                        new Pending(text(row, "key"), text(row, "action"), text(row, "rule"), text(row, "subject")))
                .list();
        return (int) due.stream().filter(this::tellRepeats).count();
    }

    private boolean tellRepeats(Pending pending) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            Teller teller = teller(pending.key());
            Repeats repeats = jdbc.sql("""
                            DELETE FROM attempt WHERE key = ? AND action = ? AND rule = ? AND subject = ?
                               AND told_at <= now() - interval '1 minute'
                            RETURNING problem, actor, repeats, since
                            """)
                    .params(pending.key(), pending.action(), pending.rule(), pending.subject())
                    .query((row, _) -> new Repeats(
                            text(row, "problem"),
                            StoredJson.read(text(row, "actor"), Actor.class),
                            row.getInt("repeats"),
                            instant(row, "since")))
                    .optional()
                    .orElse(null);
            if (repeats == null || repeats.count() == 0) {
                return false;
            }
            String subject = pending.subject().isEmpty() ? null : pending.subject();
            tell(pending.key(), teller, repeats.actor(), repeats.refused(pending, subject));
            open(
                    pending.key(),
                    pending.action(),
                    pending.rule(),
                    repeats.problem(),
                    pending.subject(),
                    repeats.actor(),
                    teller.now(),
                    0);
            return true;
        }));
    }

    private record Pending(String key, String action, String rule, String subject) {}

    private record Repeats(String problem, Actor actor, int count, Instant since) {
        Refused refused(Pending pending, @Nullable String subject) {
            return new Refused(pending.action(), pending.rule(), problem, subject, count, since);
        }
    }

    /// What was told about a person, under their row's lock.
    ///
    /// @param kinds things they tried that are being counted
    private record Teller(long sequence, int kinds, Instant now) {}

    private Teller teller(String key) {
        long sequence = jdbc.sql("""
                        INSERT INTO attempt_teller AS t (key, sequence) VALUES (?, 0)
                        ON CONFLICT (key) DO UPDATE SET sequence = t.sequence
                        RETURNING sequence
                        """).param(key).query(Long.class).single();
        // A statement of its own, so that it sees what the lock was waited for.
        return jdbc.sql("SELECT count(*) AS kinds, clock_timestamp() AS now FROM attempt WHERE key = ?")
                .param(key)
                .query((row, _) -> new Teller(sequence, row.getInt("kinds"), instant(row, "now")))
                .single();
    }

    private boolean repeated(String key, String action, String rule, String subject, Instant now) {
        return jdbc.sql("""
                        UPDATE attempt SET repeats = repeats + 1,
                               since = CASE WHEN repeats = 0 THEN ? ELSE since END
                         WHERE key = ? AND action = ? AND rule = ? AND subject = ?
                        """).params(at(now), key, action, rule, subject).update() == 1;
    }

    private void open(
            String key,
            String action,
            String rule,
            String problem,
            String subject,
            Actor actor,
            Instant now,
            int repeats) {
        jdbc.sql("INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(key, action, rule, problem, subject, StoredJson.of(actor), at(now), repeats, at(now))
                .update();
    }

    private void tell(String key, Teller teller, Actor actor, Refused refused) {
        long sequence = teller.sequence() + 1;
        jdbc.sql("UPDATE attempt_teller SET sequence = ? WHERE key = ?")
                .params(sequence, key)
                .update();
        outgoing.add(new Envelope(key, sequence, teller.now(), actor, null), refused);
    }
}
