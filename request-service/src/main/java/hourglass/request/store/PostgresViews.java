package hourglass.request.store;

import static hourglass.request.store.Columns.instant;
import static hourglass.request.store.Columns.text;
import static hourglass.request.store.Columns.texts;

import hourglass.request.AccessRequest;
import hourglass.request.Actor;
import hourglass.request.Caller;
import hourglass.request.PersonId;
import hourglass.request.RequestId;
import hourglass.request.RequestState;
import hourglass.request.RequestViews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What people see, read without locks.
public final class PostgresViews implements RequestViews {
    /// Open stages that name the person or one of their groups, and open reviews likewise. The acts' guards agree.
    private static final String WAITING = """
            r.person <> :person AND (
              (r.state = 'IN_REVIEW'
                AND EXISTS (SELECT 1 FROM open_stage s WHERE s.request_id = r.id AND s.words && :words::text[])
                AND NOT :person = ANY (r.voters))
              OR (w.state <> 'DONE' AND (w.words && :words::text[] OR :person = ANY (w.people))
                AND NOT w.verdicts @> jsonb_build_array(
                      jsonb_build_object('reviewer', jsonb_build_object('value', :person::text)))))
            """;

    private static final String FROM = """
             FROM request r LEFT JOIN review w ON w.request_id = r.id
             LEFT JOIN resource c ON c.id = r.resource AND NOT c.removed""";

    private final JdbcClient jdbc;

    public PostgresViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public @Nullable View find(RequestId id) {
        List<View> found = views("r.id = :id", Map.of("id", id.uuid()), Filter.NONE, new Page(null, 1));
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<View> mine(PersonId person, Filter filter, Page page) {
        return views("r.person = :person", Map.of("person", person.value()), filter, page);
    }

    @Override
    public List<View> inbox(Caller caller, Filter filter, Page page) {
        return views(WAITING, who(caller), filter, page);
    }

    @Override
    public List<View> all(Caller caller, Filter filter, Page page) {
        return caller.operator() || caller.auditor()
                ? views("true", Map.of(), filter, page)
                : views(
                        "r.resource IN (SELECT id FROM resource WHERE owner = ANY (:words))",
                        who(caller),
                        filter,
                        page);
    }

    @Override
    public int waiting(Caller caller) {
        return jdbc.sql("SELECT count(*) " + FROM + " WHERE " + WAITING)
                .params(who(caller))
                .query(Integer.class)
                .single();
    }

    @Override
    public int count(PersonId person, Set<RequestState> states) {
        return jdbc.sql("SELECT count(*) FROM request WHERE person = ? AND state = ANY (?)")
                .params(
                        person.value(),
                        texts(states.stream().map(RequestState::name).toList()))
                .query(Integer.class)
                .single();
    }

    @Override
    public List<TimelineItem> timeline(RequestId id) {
        return jdbc.sql("SELECT * FROM timeline WHERE request_id = ? ORDER BY revision")
                .param(id.uuid())
                .query((row, _) -> new TimelineItem(
                        row.getLong("revision"),
                        instant(row, "at"),
                        text(row, "event"),
                        Actor.Kind.valueOf(text(row, "actor_kind")),
                        text(row, "actor"),
                        text(row, "text")))
                .list();
    }

    private static Map<String, Object> who(Caller caller) {
        List<String> words = new ArrayList<>();
        words.add("user:" + caller.person().value());
        caller.groups().forEach(group -> words.add("group:" + group));
        return Map.of("person", caller.person().value(), "words", texts(words));
    }

    private List<View> views(String where, Map<String, Object> parameters, Filter filter, Page page) {
        Map<String, @Nullable Object> all = new HashMap<>(parameters);
        List<String> conditions = new ArrayList<>(List.of("(" + where + ")"));
        narrow(
                conditions,
                all,
                "r.state = :state",
                "state",
                filter.state() == null ? null : filter.state().name());
        narrow(conditions, all, "r.resource = :resource", "resource", filter.resource());
        narrow(
                conditions,
                all,
                "r.person = :requester",
                "requester",
                filter.requester() == null ? null : filter.requester().value());
        narrow(conditions, all, "r.submitted_at >= :since", "since", Columns.time(filter.since()));
        narrow(
                conditions,
                all,
                "r.id < :before",
                "before",
                page.before() == null ? null : page.before().uuid());
        all.put("limit", page.limit());
        return jdbc.sql("SELECT r.*, c.owner AS owner, " + Reviews.COLUMNS + " " + FROM + " WHERE "
                        + String.join(" AND ", conditions) + " ORDER BY r.id DESC LIMIT :limit")
                .params(all)
                .query((row, _) -> view(row))
                .list();
    }

    private static void narrow(
            List<String> conditions,
            Map<String, @Nullable Object> parameters,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
    }

    private static View view(ResultSet row) throws SQLException {
        AccessRequest request = RequestRow.read(row);
        return new View(
                request,
                row.getLong("revision"),
                RequestRow.newestDecision(row),
                row.getString("review_state") == null ? null : Reviews.read(row),
                row.getString("owner"));
    }
}
