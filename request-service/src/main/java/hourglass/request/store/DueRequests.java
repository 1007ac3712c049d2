package hourglass.request.store;

import hourglass.request.AskCause;
import hourglass.request.Requests.Candidate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds candidates for the sweeps without taking locks; the decider has the last word on each under its own lock.
final class DueRequests {
    private static final String OPEN = "r.state IN ('EVALUATING', 'HELD', 'IN_REVIEW', 'SCHEDULED')";
    private static final String LIVE =
            "r.state IN ('EVALUATING', 'HELD', 'IN_REVIEW', 'SCHEDULED', 'ORDERED', 'ACTIVE')";
    private static final String NEWEST = "(SELECT coalesce(max(serial), 0) FROM policy_set)";

    private static final String NEWEST_EVENT = "(SELECT event_id FROM policy_set ORDER BY serial DESC LIMIT 1)";
    private static final String LAST_ANSWER = "(r.decision ->> 'id')::uuid";
    private static final String LAST_ASK = "r.ask_event_id";

    private final JdbcClient jdbc;

    DueRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Candidate> find(AskCause cause, int limit) {
        return switch (cause) {
            case TIMER ->
                candidates(
                        LAST_ANSWER,
                        "FROM request r WHERE r.ask_again_at <= now() AND r.answered = r.ask_number AND " + LIVE
                                + " AND (r.state <> 'ACTIVE' OR r.watch) ORDER BY r.ask_again_at",
                        limit);
            case POLICY ->
                candidates(
                        NEWEST_EVENT,
                        "FROM request r WHERE r.under_serial < " + NEWEST + " AND " + LIVE
                                + " AND (r.state = 'ORDERED' OR (r.state = 'ACTIVE' AND r.watch) OR (" + OPEN
                                + " AND (r.policy_asked_at IS NULL OR r.policy_asked_at <= now() - interval '1 minute')))"
                                + " ORDER BY (r.state = 'ORDERED') DESC, r.asked_at",
                        limit);
            case PERSON ->
                candidates(
                        "p.event_id",
                        "FROM request r JOIN person p ON p.id = r.person"
                                + " WHERE (p.removed OR NOT p.active) AND r.under_serial < p.serial AND p.serial <= "
                                + NEWEST + " AND " + LIVE + " ORDER BY r.asked_at",
                        limit);
            case RESOURCE ->
                candidates(
                        "c.event_id",
                        "FROM request r JOIN resource c ON c.id = r.resource"
                                + " WHERE (c.removed OR NOT c.roles @> jsonb_build_array("
                                + "jsonb_build_object('role', r.role))) AND r.under_serial < c.serial AND c.serial <= "
                                + NEWEST + " AND " + LIVE + " ORDER BY r.asked_at",
                        limit);
            case RETRY ->
                candidates(
                        LAST_ASK,
                        "FROM request r WHERE r.retry_at <= now() AND r.answered < r.ask_number AND " + LIVE
                                + " ORDER BY r.retry_at",
                        limit);
            case SUBMITTED, RESUMED, VOTE -> List.of();
        };
    }

    List<Candidate> unanswered(int limit) {
        return candidates(
                LAST_ASK,
                "FROM request r WHERE r.state = 'EVALUATING' AND r.answered < r.ask_number"
                        + " AND r.submitted_at <= now() - interval '15 minutes' ORDER BY r.submitted_at",
                limit);
    }

    /// @param because the event that makes a row due
    private List<Candidate> candidates(String because, String from, int limit) {
        return jdbc.sql("SELECT r.id, " + because + " AS because " + from + " LIMIT ?")
                .param(limit)
                .query((row, _) -> new Candidate(RequestRow.id(row), Columns.uuid(row, "because")))
                .list();
    }
}
