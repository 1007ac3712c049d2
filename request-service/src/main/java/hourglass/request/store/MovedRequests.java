package hourglass.request.store;

import hourglass.messaging.LateWrites;
import hourglass.messaging.LateWrites.Statement;
import hourglass.request.AccessRequest;
import hourglass.request.Actor;
import hourglass.request.Event;
import hourglass.request.RequestId;
import hourglass.request.Requests.Locked;
import hourglass.request.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The requests that one transaction has locked, made or moved, and what is still to be written of them: each row
/// once, however often it moved.
final class MovedRequests implements LateWrites.Gathered {
    private static final String INSERT = """
            INSERT INTO request (
              id, person, resource, role, duration_seconds, starts_at, reason, ticket, break_glass, policy,
              extending, replaces, submitted_at, digest, idempotency_key, form, state, revision, sequence,
              session, windows, asked, votes, voters, watch, ask_number, ask_cause, ask_phase, asked_at, retries,
              retry_at, answered, under_serial, grants_heard, overdue, ask_event_id)
            SELECT
              id, person, resource, role, duration_seconds, starts_at, reason, ticket, break_glass, policy,
              extending, replaces, submitted_at, digest, idempotency_key, form, state, revision, sequence,
              session, windows, asked, votes, voters, watch, ask_number, ask_cause, ask_phase, asked_at, retries,
              retry_at, answered, under_serial, grants_heard, overdue, ask_event_id
              FROM jsonb_populate_recordset(NULL::request, ?)""";

    /// The ids are said once more: only so does the planner know that they are few, and takes the index.
    private static final String UPDATE = """
            UPDATE request old SET
              revision = new.revision, sequence = new.sequence, state = new.state, watch = new.watch,
              session = coalesce(new.session, old.session), windows = coalesce(new.windows, old.windows),
              asked = coalesce(new.asked, old.asked), votes = coalesce(new.votes, old.votes),
              voters = coalesce(new.voters, old.voters), decision = coalesce(new.decision, old.decision),
              ask_number = new.ask_number, ask_cause = new.ask_cause, ask_phase = new.ask_phase,
              asked_at = new.asked_at, retries = new.retries, retry_at = new.retry_at, answered = new.answered,
              under_serial = new.under_serial, policy_asked_at = new.policy_asked_at,
              ask_again_at = new.ask_again_at, grants_heard = new.grants_heard,
              ordered_at = coalesce(new.ordered_at, old.ordered_at), started_at = new.started_at,
              activated_at = new.activated_at, expires_at = new.expires_at, reason_over = new.reason_over,
              due_at = new.due_at, overdue = new.overdue, over_at = new.over_at, detail = new.detail,
              replaced_by = new.replaced_by, sessions_ended = new.sessions_ended,
              ask_event_id = coalesce(new.ask_event_id, old.ask_event_id)
              FROM jsonb_populate_recordset(NULL::request, ?) new
             WHERE old.id = new.id AND old.id = ANY (?)""";

    private static final String TIMELINE = """
            INSERT INTO timeline (request_id, revision, at, event, actor_kind, actor, via, text)
            SELECT request_id, revision, at, event, actor_kind, actor, via, text
              FROM jsonb_populate_recordset(NULL::timeline, ?)""";

    private final Map<RequestId, Locked> locked = new HashMap<>();
    private final List<Map<String, @Nullable Object>> made = new ArrayList<>();
    private final Map<RequestId, Moved> moved = new LinkedHashMap<>();
    private final List<Map<String, Object>> lines = new ArrayList<>();

    /// Columns that a move without a value for them leaves as they are.
    private static final Set<String> KEPT =
            Set.of("session", "windows", "asked", "votes", "voters", "decision", "ordered_at", "ask_event_id");

    /// @param stored as the row is in the database
    /// @param columns all that its moves changed
    private record Moved(AccessRequest stored, AccessRequest now, Map<String, @Nullable Object> columns) {}

    /// A request that this transaction has locked, as it is by now; null when it has not.
    @Nullable
    Locked find(RequestId id) {
        return locked.get(id);
    }

    void lock(Locked read) {
        locked.put(read.request().id(), read);
    }

    /// A new request.
    ///
    /// @param asked event that carries its ask
    void make(AccessRequest first, Place after, UUID asked, String idempotencyKey, String form) {
        Map<String, @Nullable Object> row = StateColumns.row(first, idempotencyKey, form);
        row.put("revision", after.revision());
        row.put("sequence", after.sequence());
        row.put("ask_event_id", asked);
        made.add(row);
    }

    /// A move of a locked request.
    ///
    /// @param asked event that carries a new ask; null without one
    void move(Locked before, AccessRequest next, Place after, @Nullable UUID asked) {
        locked.put(next.id(), new Locked(next, after.revision(), after.sequence(), before.around()));
        Map<String, @Nullable Object> columns = StateColumns.changes(next, before.request());
        columns.put("revision", after.revision());
        columns.put("sequence", after.sequence());
        columns.put("ask_event_id", asked);
        Moved earlier = moved.get(next.id());
        if (earlier != null) {
            KEPT.forEach(column -> columns.computeIfAbsent(column, earlier.columns()::get));
        }
        moved.put(next.id(), new Moved(earlier == null ? before.request() : earlier.stored(), next, columns));
    }

    /// One line of the timeline for each event.
    ///
    /// @param before revision of the view before the first of them
    void tell(RequestId id, long before, Instant at, List<Event> events, Actor actor) {
        long revision = before;
        for (Event event : events) {
            lines.add(Map.of(
                    "request_id", id.uuid(),
                    "revision", ++revision,
                    "at", at.toString(),
                    "event", Timeline.name(event),
                    "actor_kind", actor.kind().name(),
                    "actor", actor.id(),
                    "via", actor.via().name(),
                    "text", Timeline.text(event, actor)));
        }
    }

    @Override
    public List<Statement> take() {
        List<Statement> statements = new ArrayList<>();
        if (!made.isEmpty()) {
            statements.add(new Statement(INSERT, StoredJson.of(made)));
        }
        if (!moved.isEmpty()) {
            List<Map<String, @Nullable Object>> rows =
                    moved.values().stream().map(Moved::columns).toList();
            UUID[] ids = moved.keySet().stream().map(RequestId::uuid).toArray(UUID[]::new);
            statements.add(new Statement(UPDATE, StoredJson.of(rows), ids));
        }
        if (!lines.isEmpty()) {
            statements.add(new Statement(TIMELINE, StoredJson.of(lines)));
        }
        OpenStages stages = new OpenStages();
        moved.values().forEach(one -> stages.note(one.stored(), one.now()));
        statements.addAll(stages.statements());
        made.clear();
        moved.clear();
        lines.clear();
        return statements;
    }
}
