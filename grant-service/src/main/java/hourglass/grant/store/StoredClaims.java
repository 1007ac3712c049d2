package hourglass.grant.store;

import static hourglass.grant.store.GrantColumns.time;

import hourglass.grant.Account;
import hourglass.grant.Backoff;
import hourglass.grant.Cause;
import hourglass.grant.Claim;
import hourglass.grant.Claims;
import hourglass.grant.Grant;
import hourglass.grant.Move;
import hourglass.grant.RequestId;
import hourglass.grant.Settlement;
import hourglass.messaging.LateWrites;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Claims on accounts in PostgreSQL. Grants are always locked before their account.
///
/// A claim and what it is about are two statements in one round trip and one short transaction. The second has a
/// snapshot of its own, which is newer than the lock that the first took: it sees all that the claimed row's marks
/// are for, and whoever marks meanwhile waits for that lock and asks for another round. One statement would be
/// wrong: it may lock a row newer than the snapshot that it reads grants in, and so miss what the newest mark was
/// for.
final class StoredClaims implements Claims {
    /// Says what a claim came to, after the moves of its grants. The round's problem is empty when there was none.
    private static final String RELEASE = """
            WITH said (target, account, problem, marks, now, next) AS (
                SELECT ?::text, ?::text, nullif(?::text, ''), ?::bigint, ?::timestamptz, ?::timestamptz),
            leaving AS (
                SELECT min(g.due_at) AS due_at FROM grants g JOIN said USING (target, account)
                 WHERE g.state IN ('REVOKING', 'OVERDUE'))
            UPDATE accounts a SET
                claim_id = NULL, claimed_until = NULL, last_answer = said.problem,
                attempts = CASE WHEN said.problem IS NOT NULL THEN a.attempts + 1 ELSE 0 END,
                due_at = CASE WHEN said.problem IS NOT NULL OR a.marks <> said.marks
                              THEN coalesce(leaving.due_at, a.due_at) END,
                removal = leaving.due_at IS NOT NULL OR (a.removal AND a.marks <> said.marks),
                next_attempt_at = CASE WHEN a.marks <> said.marks THEN said.now ELSE said.next END
              FROM leaving, said
             WHERE a.target = said.target AND a.account = said.account AND a.claim_id = ?""";

    /// The claimed account goes from the first statement to the second by a setting that ends with them.
    private static final String TAKE = """
            WITH next AS (
                SELECT target, account FROM accounts
                 WHERE target = :target AND due_at IS NOT NULL AND next_attempt_at <= :now
                   AND (claimed_until IS NULL OR claimed_until <= :now)
                 ORDER BY removal DESC, due_at LIMIT 1
                   FOR UPDATE SKIP LOCKED)
            UPDATE accounts a SET claim_id = :id, claimed_until = :until, fence = fence + 1
              FROM next WHERE a.target = next.target AND a.account = next.account
            RETURNING a.account, a.fence, a.marks, a.attempts, set_config('hourglass.claimed', a.account, true);
            SELECT g.*, ARRAY(SELECT s.entitlement FROM standing s
                               WHERE s.target = g.target AND s.account = g.account) AS standing
              FROM grants g
             WHERE g.target = :target AND g.account = current_setting('hourglass.claimed', true)
               AND g.state IN ('PROVISIONING', 'ACTIVE', 'REVOKING', 'OVERDUE')
             ORDER BY g.request_id
            """;

    private final TransactionTemplate transactions;
    private final LateWrites writes;
    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations statements;
    private final GrantTable grants;
    private final AccountTable accounts;
    private final Backoff backoff;

    StoredClaims(
            TransactionTemplate transactions,
            LateWrites writes,
            JdbcClient jdbc,
            NamedParameterJdbcOperations statements,
            GrantTable grants,
            AccountTable accounts,
            Backoff backoff) {
        this.transactions = transactions;
        this.writes = writes;
        this.jdbc = jdbc;
        this.statements = statements;
        this.grants = grants;
        this.accounts = accounts;
        this.backoff = backoff;
    }

    @Override
    public Optional<Claim> take(String target, Instant now) {
        UUID id = UUID.randomUUID();
        return statements.execute(TAKE, parameters(target, now, id), (PreparedStatement statement) -> {
            statement.execute();
            ResultSet claimed = statement.getResultSet();
            if (!claimed.next()) {
                return Optional.empty();
            }
            Account account = new Account(target, claimed.getString("account"));
            long fence = claimed.getLong("fence");
            long marks = claimed.getLong("marks");
            int attempts = claimed.getInt("attempts");
            statement.getMoreResults();
            ResultSet row = statement.getResultSet();
            Set<String> standing = new HashSet<>();
            List<GrantRow> rows = new ArrayList<>();
            while (row.next()) {
                standing.addAll(List.of((String[]) row.getArray("standing").getArray()));
                rows.add(GrantRow.read(row, rows.size()));
            }
            return Optional.of(new Claim(id, account, fence, marks, attempts, unfinished(rows), standing));
        });
    }

    private static Map<String, Object> parameters(String target, Instant now, UUID id) {
        return Map.of("target", target, "now", time(now), "id", id, "until", time(now.plus(LENGTH)));
    }

    @Override
    public Optional<Settlement> settle(
            Claim claim, Instant now, Function<Collection<Grant.Unfinished>, Settlement> judge) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            Map<RequestId, GrantRow> rows = grants.lockUnfinished(claim.account()).stream()
                    .collect(Collectors.toMap(row -> row.held().grant().request(), Function.identity()));
            Settlement settlement = judge.apply(unfinished(rows.values()));
            for (Move<? extends Grant> move : settlement.moves()) {
                grants.put(rows.get(move.to().request()), move.to(), move.event(), Cause.ITSELF, now);
            }
            if (!release(claim, settlement, now)) {
                transaction.setRollbackOnly();
                return Optional.empty();
            }
            return Optional.of(settlement);
        }));
    }

    /// Nothing more to do, unless there was a problem or the account was marked again. False when the claim is no
    /// longer held.
    private boolean release(Claim claim, Settlement settlement, Instant now) {
        String problem = settlement.problem();
        Instant nextAttempt = problem == null ? now : now.plus(backoff.after(claim.attempts() + 1));
        return writes.flushBefore(new LateWrites.Statement(
                        RELEASE,
                        claim.account().target(),
                        claim.account().name(),
                        problem == null ? "" : problem,
                        claim.marks(),
                        now.toString(),
                        nextAttempt.toString(),
                        claim.id()))
                == 1;
    }

    @Override
    public boolean refence(Claim claim, long newest, Instant now) {
        return jdbc.sql("""
                                UPDATE accounts SET fence = greatest(fence, :newest), claim_id = NULL,
                                       claimed_until = NULL, next_attempt_at = :now
                                 WHERE target = :target AND account = :account AND claim_id = :id
                                """)
                        .param("newest", newest)
                        .param("now", time(now))
                        .param("target", claim.account().target())
                        .param("account", claim.account().name())
                        .param("id", claim.id())
                        .update()
                == 1;
    }

    @Override
    public void hurry(Grant.Unfinished grant, Instant now) {
        Instant dueAt = grant instanceof Grant.Leaving leaving ? leaving.dueAt() : now;
        transactions.executeWithoutResult(
                _ -> accounts.mark(grant.terms().account(), grant instanceof Grant.Leaving, dueAt, now));
    }

    private static List<Grant.Unfinished> unfinished(Collection<GrantRow> rows) {
        return rows.stream()
                .map(row -> row.held().grant())
                .filter(Grant.Unfinished.class::isInstance)
                .map(Grant.Unfinished.class::cast)
                .toList();
    }
}
