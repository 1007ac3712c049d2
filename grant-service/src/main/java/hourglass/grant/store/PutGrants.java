package hourglass.grant.store;

import hourglass.grant.RequestId;
import hourglass.messaging.LateWrites;
import hourglass.messaging.LateWrites.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The grants that one transaction has locked beforehand, and those that it has put and not written yet.
final class PutGrants implements LateWrites.Gathered {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String INSERT = """
            INSERT INTO grants (
                request_id, state, revision, requests_sequence, grants_sequence, expiries_sequence,
                last_event, digest, decision_id, person, resource, role, target, account, entitlements,
                granted_seconds, not_after, start_by, policy_serial, policy_commit, policy_tree,
                policy_digest, break_glass, obligations, started_at, reason, detail)
            SELECT
                request_id, state, revision, requests_sequence, grants_sequence, expiries_sequence,
                last_event, digest, decision_id, person, resource, role, target, account, entitlements,
                granted_seconds, not_after, start_by, policy_serial, policy_commit, policy_tree,
                policy_digest, break_glass, obligations, started_at, reason, coalesce(detail, '')
              FROM jsonb_populate_recordset(NULL::grants, ?::jsonb)""";

    /// The ids are said once more: only so does the planner know that they are few, and takes the index.
    private static final String UPDATE = """
            UPDATE grants old SET
                state = new.state, revision = new.revision,
                requests_sequence = greatest(old.requests_sequence, new.requests_sequence),
                grants_sequence = new.grants_sequence, expiries_sequence = new.expiries_sequence,
                last_event = coalesce(new.last_event, old.last_event),
                activated_at = coalesce(new.activated_at, old.activated_at),
                expires_at = coalesce(new.expires_at, old.expires_at),
                reason = coalesce(new.reason, old.reason), detail = coalesce(new.detail, old.detail),
                due_at = coalesce(new.due_at, old.due_at), verified_at = coalesce(new.verified_at, old.verified_at),
                closing_operator = coalesce(new.closing_operator, old.closing_operator),
                closing_evidence = coalesce(new.closing_evidence, old.closing_evidence),
                closed_by = coalesce(new.closed_by, old.closed_by)
              FROM jsonb_populate_recordset(NULL::grants, ?::jsonb) new
             WHERE old.request_id = new.request_id AND old.request_id = ANY (?)""";

    private final Map<RequestId, Locked> locked = new HashMap<>();
    private final List<Map<String, @Nullable Object>> made = new ArrayList<>();
    private final Map<RequestId, Map<String, @Nullable Object>> moved = new LinkedHashMap<>();

    /// What was found when a grant was locked beforehand.
    ///
    /// @param row absent when there was none
    record Locked(@Nullable GrantRow row) {}

    /// A grant that was locked beforehand. Told once, since it may be put then: null for one of which nothing is
    /// known here, or not any more.
    @Nullable
    Locked takeLocked(RequestId request) {
        return locked.remove(request);
    }

    void lock(RequestId request, @Nullable GrantRow row) {
        locked.put(request, new Locked(row));
    }

    /// A new row, or the columns of one that is moved.
    void put(RequestId request, boolean isNew, Map<String, @Nullable Object> columns) {
        if (isNew) {
            made.add(columns);
        } else {
            moved.put(request, columns);
        }
    }

    /// Whether something of a grant is not written yet.
    boolean holds(RequestId request) {
        return moved.containsKey(request)
                || made.stream().anyMatch(row -> request.text().equals(row.get("request_id")));
    }

    @Override
    public List<Statement> take() {
        List<Statement> statements = new ArrayList<>();
        if (!made.isEmpty()) {
            statements.add(new Statement(INSERT, JSON.writeValueAsString(made)));
        }
        if (!moved.isEmpty()) {
            String[] ids = moved.keySet().stream().map(RequestId::text).toArray(String[]::new);
            statements.add(new Statement(UPDATE, JSON.writeValueAsString(moved.values()), ids));
        }
        made.clear();
        moved.clear();
        return statements;
    }
}
