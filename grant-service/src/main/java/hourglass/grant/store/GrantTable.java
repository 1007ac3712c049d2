package hourglass.grant.store;

import hourglass.grant.Account;
import hourglass.grant.Actor;
import hourglass.grant.Announcement;
import hourglass.grant.Announcements;
import hourglass.grant.Cause;
import hourglass.grant.Grant;
import hourglass.grant.GrantEvent;
import hourglass.grant.RequestId;
import hourglass.grant.Terms;
import hourglass.messaging.Uuids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads and writes grants. New state, event and mark on the account go together, in the caller's transaction.
final class GrantTable {
    private final JdbcClient jdbc;
    private final AccountTable accounts;
    private final Announcements announcements;

    GrantTable(JdbcClient jdbc, AccountTable accounts, Announcements announcements) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.announcements = announcements;
    }

    Optional<GrantRow> find(RequestId request) {
        return jdbc.sql("SELECT * FROM grants WHERE request_id = ?")
                .param(request.text())
                .query(GrantRow::read)
                .optional();
    }

    Optional<GrantRow> lock(RequestId request) {
        return jdbc.sql("SELECT * FROM grants WHERE request_id = ? FOR UPDATE")
                .param(request.text())
                .query(GrantRow::read)
                .optional();
    }

    List<GrantRow> lockUnfinished(Account account) {
        return jdbc.sql("""
                        SELECT * FROM grants
                         WHERE target = ? AND account = ?
                           AND state IN ('PROVISIONING', 'ACTIVE', 'REVOKING', 'OVERDUE')
                         ORDER BY request_id
                           FOR UPDATE
                        """)
                .params(account.target(), account.name())
                .query(GrantRow::read)
                .list();
    }

    /// Stores a state and, if there is one, its event.
    ///
    /// @param before the row as it was locked; absent for a new grant
    void put(@Nullable GrantRow before, Grant to, @Nullable GrantEvent event, Cause cause, Instant now) {
        UUID eventId = Uuids.v7(now);
        Map<String, @Nullable Object> columns = GrantColumns.life(to);
        columns.put("request", to.request().text());
        columns.put("sequence", cause.sequence());
        columns.put("last_event", event == null ? null : eventId);
        columns.put("grants", onGrants(event) ? 1 : 0);
        columns.put("expiries", event instanceof GrantEvent.Expired ? 1 : 0);
        long sequence = before == null ? insert(to, columns) : update(columns);
        if (event != null) {
            announcements.announce(List.of(new Announcement(
                    eventId, to.request(), sequence, now, cause.actor(), causation(before, cause), event)));
            mark(event, now);
        }
    }

    private static boolean onGrants(@Nullable GrantEvent event) {
        return event != null && !(event instanceof GrantEvent.Expired);
    }

    private static @Nullable UUID causation(@Nullable GrantRow before, Cause cause) {
        if (cause.eventId() != null || !(cause.actor() instanceof Actor.Service)) {
            return cause.eventId();
        }
        return before == null ? null : before.lastEvent();
    }

    private void mark(GrantEvent event, Instant now) {
        switch (event) {
            case GrantEvent.Started(Terms terms) -> accounts.mark(terms.account(), false, now, now);
            case GrantEvent.Expired(Terms terms, Instant dueAt) -> accounts.mark(terms.account(), true, dueAt, now);
            case GrantEvent.Ending(Terms terms, var _, Instant dueAt) ->
                accounts.mark(terms.account(), true, dueAt, now);
            case GrantEvent.Activated _,
                    GrantEvent.RevocationOverdue _,
                    GrantEvent.Revoked _,
                    GrantEvent.Failed _,
                    GrantEvent.Closed _ -> {}
        }
    }

    private long insert(Grant to, Map<String, @Nullable Object> columns) {
        columns.putAll(GrantColumns.terms(to));
        return jdbc.sql("""
                        INSERT INTO grants (
                            request_id, state, revision, requests_sequence, grants_sequence, expiries_sequence,
                            last_event, digest, decision_id, person, resource, role, target, account, entitlements,
                            granted_seconds, not_after, start_by, policy_serial, policy_commit, policy_tree,
                            policy_digest, break_glass, obligations, started_at, reason, detail)
                        VALUES (:request, :state, 1, :sequence, :grants, :expiries,
                            :last_event, :digest, :decision_id, :person, :resource, :role, :target, :account,
                            :entitlements, :granted_seconds, :not_after, :start_by, :policy_serial, :policy_commit,
                            :policy_tree, :policy_digest, :break_glass, :obligations, :started_at, :reason,
                            coalesce(:detail, ''))
                        ON CONFLICT DO NOTHING
                        RETURNING grants_sequence
                        """)
                .params(columns)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new ConcurrencyFailureException(
                        "Grant " + to.request() + " was stored by another instance meanwhile; try again."));
    }

    private long update(Map<String, @Nullable Object> columns) {
        return jdbc.sql("""
                        UPDATE grants SET
                            state = :state, revision = revision + 1,
                            requests_sequence = greatest(requests_sequence, :sequence),
                            grants_sequence = grants_sequence + :grants,
                            expiries_sequence = expiries_sequence + :expiries,
                            last_event = coalesce(:last_event, last_event),
                            activated_at = coalesce(:activated_at, activated_at),
                            expires_at = coalesce(:expires_at, expires_at),
                            reason = coalesce(:reason, reason), detail = coalesce(:detail, detail),
                            due_at = coalesce(:due_at, due_at), verified_at = coalesce(:verified_at, verified_at),
                            closing_operator = coalesce(:closing_operator, closing_operator),
                            closing_evidence = coalesce(:closing_evidence, closing_evidence),
                            closed_by = coalesce(:closed_by, closed_by)
                         WHERE request_id = :request
                        RETURNING CASE WHEN :expiries = 1 THEN expiries_sequence ELSE grants_sequence END
                        """).params(columns).query(Long.class).single();
    }

    /// Notes that a record of hourglass.requests was applied, when it changed nothing else.
    void applied(RequestId request, long sequence) {
        jdbc.sql("UPDATE grants SET requests_sequence = greatest(requests_sequence, ?) WHERE request_id = ?")
                .params(sequence, request.text())
                .update();
    }
}
