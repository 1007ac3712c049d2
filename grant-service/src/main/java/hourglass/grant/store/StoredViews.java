package hourglass.grant.store;

import hourglass.grant.GrantView;
import hourglass.grant.GrantViews;
import hourglass.grant.RequestId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads grants together with what their accounts wait for.
final class StoredViews implements GrantViews {
    private static final String SELECT = """
            SELECT g.*, p.name,
                   (SELECT g.closing_operator WHERE EXISTS (
                       SELECT FROM identity i WHERE i.person = g.closing_operator)) AS closing,
                   CASE WHEN unfinished THEN coalesce(a.attempts, 0) ELSE 0 END AS tries,
                   CASE WHEN unfinished THEN a.last_answer END AS last_answer,
                   CASE WHEN unfinished AND a.due_at IS NOT NULL THEN a.next_attempt_at END AS next_try_at
              FROM grants g
             CROSS JOIN LATERAL (SELECT g.state IN ('PROVISIONING', 'ACTIVE', 'REVOKING', 'OVERDUE') AS unfinished)
              LEFT JOIN accounts a ON a.target = g.target AND a.account = g.account
              LEFT JOIN directory_person p ON p.person = g.person
            """;

    private final JdbcClient jdbc;

    StoredViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<GrantView> find(RequestId request) {
        return jdbc.sql(SELECT + " WHERE g.request_id = ?")
                .param(request.text())
                .query(StoredViews::view)
                .optional();
    }

    @Override
    public List<GrantView> list(Filter filter, @Nullable RequestId after, int limit) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> parameters = new HashMap<>(Map.of("limit", limit));
        narrow(conditions, parameters, "g.resource = :resource", "resource", filter.resource());
        narrow(conditions, parameters, "g.person = :person", "person", filter.person());
        narrow(conditions, parameters, "g.target = :target", "target", filter.target());
        narrow(conditions, parameters, "g.request_id < :after", "after", after == null ? null : after.text());
        String[] states = filter.states().toArray(String[]::new);
        narrow(conditions, parameters, "g.state = ANY (:states)", "states", states.length == 0 ? null : states);
        return jdbc.sql(SELECT + " WHERE " + String.join(" AND ", conditions)
                        + " ORDER BY g.request_id DESC LIMIT :limit")
                .params(parameters)
                .query(StoredViews::view)
                .list();
    }

    /// Only what is asked for stands in the statement: one plan serves all parameters, and has to find its index.
    private static void narrow(
            List<String> conditions,
            Map<String, Object> parameters,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
    }

    @Override
    public Map<String, Queue> queues() {
        Map<String, Queue> queues = new HashMap<>();
        jdbc.sql("""
                        SELECT target, count(*) AS accounts, min(due_at) AS oldest
                          FROM accounts WHERE due_at IS NOT NULL GROUP BY target
                        """).query(row -> {
            Instant oldest = Objects.requireNonNull(instant(row, "oldest"));
            queues.put(row.getString("target"), new Queue(row.getInt("accounts"), oldest));
        });
        return queues;
    }

    @Override
    public int overdue(String target) {
        return jdbc.sql("SELECT count(*) FROM grants WHERE target = ? AND state = 'OVERDUE'")
                .param(target)
                .query(Integer.class)
                .single();
    }

    private static GrantView view(ResultSet row, int number) throws SQLException {
        String state = Objects.requireNonNull(row.getString("state"));
        @Nullable String person = row.getString("person");
        @Nullable String name = row.getString("name");
        return new GrantView(
                new RequestId(Objects.requireNonNull(row.getString("request_id"))),
                state,
                row.getLong("revision"),
                person,
                name == null ? person : name,
                row.getString("resource"),
                row.getString("role"),
                row.getString("target"),
                row.getString("account"),
                texts(row, "entitlements"),
                row.getBoolean("break_glass"),
                instant(row, "started_at"),
                instant(row, "activated_at"),
                instant(row, "expires_at"),
                instant(row, "due_at"),
                instant(row, "verified_at"),
                row.getString("reason"),
                Objects.requireNonNull(row.getString("detail")),
                row.getInt("tries"),
                row.getString("last_answer"),
                instant(row, "next_try_at"),
                state.equals("OVERDUE") ? row.getString("closing") : null,
                texts(row, "closed_by"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
