package hourglass.grant.store;

import static hourglass.grant.store.GrantColumns.time;

import hourglass.grant.Actor;
import hourglass.grant.Announcement;
import hourglass.grant.Announcements;
import hourglass.grant.Cause;
import hourglass.grant.Grant;
import hourglass.grant.GrantEvent;
import hourglass.grant.Reason;
import hourglass.grant.Sweeps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Sweeps over the grants in PostgreSQL.
final class StoredSweeps implements Sweeps {
    /// Active grants become REVOKING and their accounts due in one statement, which returns what is to be announced.
    /// Accounts are locked in one order, so that two instances can't wait for each other.
    private static final String EXPIRE = """
            WITH due AS (
                SELECT request_id, last_event FROM grants
                 WHERE state = 'ACTIVE' AND expires_at <= :now
                 ORDER BY expires_at LIMIT :limit
                   FOR UPDATE SKIP LOCKED),
            moved AS (
                UPDATE grants g SET
                    state = 'REVOKING', revision = revision + 1, expiries_sequence = expiries_sequence + 1,
                    last_event = uuidv7(), reason = 'EXPIRED', due_at = g.expires_at
                  FROM due WHERE g.request_id = due.request_id
                RETURNING g.*, due.last_event AS caused_by),
            oldest AS (
                SELECT target, account, min(due_at) AS due_at FROM moved GROUP BY target, account),
            locked AS (
                SELECT a.target, a.account, oldest.due_at FROM accounts a JOIN oldest USING (target, account)
                 ORDER BY a.target, a.account FOR UPDATE OF a),
            marked AS (
                UPDATE accounts a SET
                    marks = a.marks + 1, removal = true, due_at = least(a.due_at, locked.due_at), next_attempt_at = :now
                  FROM locked WHERE a.target = locked.target AND a.account = locked.account)
            SELECT * FROM moved
            """;

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final GrantTable grants;
    private final Announcements announcements;

    StoredSweeps(TransactionTemplate transactions, JdbcClient jdbc, GrantTable grants, Announcements announcements) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.grants = grants;
        this.announcements = announcements;
    }

    @Override
    public int expire(Instant now, int limit) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<Announcement> expired = jdbc.sql(EXPIRE)
                    .param("now", time(now))
                    .param("limit", limit)
                    .query((row, number) -> expired(row, number, now))
                    .list();
            announcements.announce(expired);
            return expired.size();
        }));
    }

    private static Announcement expired(ResultSet row, int number, Instant now) throws SQLException {
        GrantRow moved = GrantRow.read(row, number);
        Grant.Revoking revoking = (Grant.Revoking) moved.held().grant();
        @Nullable UUID causedBy = row.getObject("caused_by", UUID.class);
        return new Announcement(
                Objects.requireNonNull(moved.lastEvent()),
                revoking.request(),
                row.getLong("expiries_sequence"),
                now,
                new Actor.Service(),
                causedBy,
                new GrantEvent.Expired(revoking.terms(), revoking.dueAt()));
    }

    @Override
    public int tooLate(Instant now, int limit) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<GrantRow> late = jdbc.sql("""
                            SELECT * FROM grants WHERE request_id IN (
                                SELECT request_id FROM grants WHERE state = 'PROVISIONING' AND least(start_by, not_after) <= :now
                                 ORDER BY least(start_by, not_after) LIMIT :limit FOR UPDATE SKIP LOCKED)
                             ORDER BY target, account
                            """)
                    .param("now", time(now))
                    .param("limit", limit)
                    .query(GrantRow::read)
                    .list();
            for (GrantRow row : late) {
                if (row.held().grant() instanceof Grant.Provisioning waiting) {
                    var move = waiting.end(Reason.TOO_LATE, "Its target was not ready in time.", now);
                    grants.put(row, move.to(), move.event(), Cause.ITSELF, now);
                }
            }
            return late.size();
        }));
    }

    @Override
    public int overdue(Instant now, int limit) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<Late> late = jdbc.sql("""
                            WITH late AS (
                                SELECT * FROM grants WHERE state = 'REVOKING' AND due_at <= :limitTime
                                 ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                            SELECT late.*, coalesce(a.attempts, 0) AS attempts,
                                   coalesce(a.last_answer, 'No attempt has come back yet.') AS last_answer
                              FROM late LEFT JOIN accounts a USING (target, account)
                            """)
                    .param("limitTime", time(now.minus(Grant.PATIENCE)))
                    .param("limit", limit)
                    .query((row, number) ->
                            new Late(GrantRow.read(row, number), row.getInt("attempts"), row.getString("last_answer")))
                    .list();
            for (Late one : late) {
                if (one.row().held().grant() instanceof Grant.Revoking revoking) {
                    var move = revoking.late(one.attempts(), one.answer());
                    grants.put(one.row(), move.to(), move.event(), Cause.ITSELF, now);
                }
            }
            return late.size();
        }));
    }

    private record Late(GrantRow row, int attempts, String answer) {}
}
