package hourglass.request.store;

import static hourglass.request.store.Columns.instant;
import static hourglass.request.store.Columns.text;
import static hourglass.request.store.Columns.texts;

import hourglass.request.PersonId;
import hourglass.request.RequestId;
import hourglass.request.Requests.Candidate;
import hourglass.request.Review;
import hourglass.request.Review.Terms;
import hourglass.request.Review.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/// Break-glass reviews, each changed under its request's lock.
final class Reviews {
    private static final TypeReference<List<Verdict>> VERDICTS = new TypeReference<>() {};

    /// Names that don't meet those of a request's row.
    static final String COLUMNS = "w.request_id, w.requester, w.state AS review_state, w.due_at AS review_due_at,"
            + " w.words, w.people, w.need, w.verdicts";

    private final JdbcClient jdbc;

    Reviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Nullable
    Review find(RequestId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM review w WHERE w.request_id = ?")
                .param(id.uuid())
                .query((row, _) -> read(row))
                .optional()
                .orElse(null);
    }

    static Review read(ResultSet row) throws SQLException {
        Terms terms = new Terms(
                new RequestId(Objects.requireNonNull(row.getObject("request_id", UUID.class))),
                new PersonId(text(row, "requester")),
                instant(row, "review_due_at"),
                texts(row, "words"),
                texts(row, "people"),
                row.getInt("need"));
        List<Verdict> verdicts = StoredJson.read(text(row, "verdicts"), VERDICTS);
        return switch (text(row, "review_state")) {
            case "OPEN" -> new Review.Open(terms, verdicts);
            case "OVERDUE" -> new Review.Overdue(terms, verdicts);
            default -> new Review.Done(terms, verdicts);
        };
    }

    /// Stores a review, new or changed.
    ///
    /// @param event that tells of it; kept of a new one
    void save(Review review, UUID event) {
        Terms terms = review.terms();
        String state = switch (review) {
            case Review.Open _ -> "OPEN";
            case Review.Overdue _ -> "OVERDUE";
            case Review.Done _ -> "DONE";
        };
        jdbc.sql("""
                        INSERT INTO review (
                          request_id, requester, state, due_at, words, people, need, verdicts, opened_event_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (request_id) DO UPDATE SET state = excluded.state, verdicts = excluded.verdicts
                        """)
                .params(
                        terms.request().uuid(),
                        terms.requester().value(),
                        state,
                        Columns.at(terms.dueAt()),
                        texts(terms.from()),
                        texts(terms.people()),
                        terms.need(),
                        StoredJson.of(review.verdicts()),
                        event)
                .update();
    }

    List<Candidate> due(int limit) {
        return jdbc.sql("SELECT request_id AS id, opened_event_id FROM review WHERE state = 'OPEN' AND due_at <= now()"
                        + " ORDER BY due_at LIMIT ?")
                .param(limit)
                .query((row, _) -> new Candidate(RequestRow.id(row), Columns.uuid(row, "opened_event_id")))
                .list();
    }
}
