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
import hourglass.messaging.LateWrites;
import hourglass.messaging.Uuids;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads and writes grants. New state, event and mark on the account go together, in the caller's transaction.
final class GrantTable {
    private final JdbcClient jdbc;
    private final LateWrites writes;
    private final AccountTable accounts;
    private final Announcements announcements;

    GrantTable(JdbcClient jdbc, LateWrites writes, AccountTable accounts, Announcements announcements) {
        this.jdbc = jdbc;
        this.writes = writes;
        this.accounts = accounts;
        this.announcements = announcements;
    }

    Optional<GrantRow> find(RequestId request) {
        return jdbc.sql("SELECT * FROM grants WHERE request_id = ?")
                .param(request.text())
                .query(GrantRow::read)
                .optional();
    }

    /// Locks these grants, in the order of their ids, so that nobody who does the same can wait for us while we
    /// wait for them. The first [#lock] of each needs no round trip then.
    void lock(Collection<RequestId> requests) {
        Map<String, GrantRow> rows = jdbc
                .sql("SELECT * FROM grants WHERE request_id = ANY (?) ORDER BY request_id FOR UPDATE")
                .param(requests.stream().map(RequestId::text).toArray(String[]::new))
                .query(GrantRow::read)
                .list()
                .stream()
                .collect(Collectors.toMap(row -> row.held().grant().request().text(), Function.identity()));
        PutGrants put = gathered();
        requests.forEach(request -> put.lock(request, rows.get(request.text())));
    }

    Optional<GrantRow> lock(RequestId request) {
        PutGrants put = gathered();
        PutGrants.Locked known = put.takeLocked(request);
        if (known != null) {
            return Optional.ofNullable(known.row());
        }
        if (put.holds(request)) {
            writes.flush(this); // the grants only: accounts are locked once, in one order, at the end
        }
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

    /// Stores a state and, if there is one, its event, at the end of the transaction.
    ///
    /// @param before the row as it was locked; absent for a new grant
    void put(@Nullable GrantRow before, Grant to, @Nullable GrantEvent event, Cause cause, Instant now) {
        UUID eventId = Uuids.v7(now);
        GrantRow.Counters counters = before == null ? GrantRow.Counters.NEW : before.counters();
        long grants = counters.grants() + (onGrants(event) ? 1 : 0);
        long expiries = counters.expiries() + (event instanceof GrantEvent.Expired ? 1 : 0);
        Map<String, @Nullable Object> columns = GrantColumns.life(to);
        if (before == null) {
            columns.putAll(GrantColumns.terms(to));
        }
        columns.put("request_id", to.request().text());
        columns.put("revision", before == null ? 1 : before.held().revision() + 1);
        columns.put("requests_sequence", cause.sequence());
        columns.put("grants_sequence", grants);
        columns.put("expiries_sequence", expiries);
        columns.put("last_event", event == null ? null : eventId);
        gathered().put(to.request(), before == null, columns);
        if (event != null) {
            announcements.announce(List.of(new Announcement(
                    eventId,
                    to.request(),
                    onGrants(event) ? grants : expiries,
                    now,
                    cause.actor(),
                    causation(before, cause),
                    event)));
            mark(event, now);
        }
    }

    private PutGrants gathered() {
        return writes.of(this, PutGrants.class, PutGrants::new);
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

    /// Notes that a record of hourglass.requests was applied, when it changed nothing else.
    void applied(RequestId request, long sequence) {
        jdbc.sql("UPDATE grants SET requests_sequence = greatest(requests_sequence, ?) WHERE request_id = ?")
                .params(sequence, request.text())
                .update();
    }
}
