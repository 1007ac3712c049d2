package hourglass.audit.store;

import hourglass.audit.AccessHeld;
import hourglass.audit.Answer;
import hourglass.audit.Answers;
import hourglass.audit.By;
import hourglass.audit.TimelineItem;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Answers from the projections. Rows and coverage are read in one snapshot.
public final class StoredAnswers implements Answers {
    private final JdbcClient jdbc;
    private final Coverages coverages;
    private final TransactionTemplate snapshot;

    /// Answers from one database.
    ///
    /// @param longestGrant how long a lost record can matter after it was written
    public StoredAnswers(JdbcClient jdbc, PlatformTransactionManager transactions, Duration longestGrant) {
        this.jdbc = jdbc;
        this.coverages = new Coverages(jdbc, longestGrant);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    public Optional<Answer<AccessHeld>> whoHadAccess(WhoHadAccess question) {
        return read(
                coverages.at(question.at(), question.resource()),
                question.limit(),
                () -> jdbc.sql("""
                        SELECT person, role, request, possible_from, since, until, ended_by, policy_commit, break_glass,
                          ARRAY(SELECT DISTINCT v.person FROM decision d JOIN vote v ON v.vote_id = ANY (d.counted)
                                WHERE d.event_id = access.decision AND v.yes ORDER BY v.person) AS approved_by,
                          ARRAY(SELECT entry FROM decision WHERE event_id = access.decision
                                UNION SELECT t.entry FROM timeline t WHERE t.request = access.request
                                      AND t.topic = 'hourglass.grants'
                                UNION SELECT v.entry FROM decision d JOIN vote v ON v.vote_id = ANY (d.counted)
                                      WHERE d.event_id = access.decision ORDER BY 1) AS entries
                        FROM access
                        WHERE resource = :resource AND possible_from <= :at AND (until IS NULL OR until > :at)
                          AND (:role::text IS NULL OR role = :role) AND (:before::text IS NULL OR request < :before)
                        ORDER BY request DESC LIMIT :limit""")
                        .param("resource", question.resource())
                        .param("at", Projections.utc(question.at()))
                        .param("role", question.role())
                        .param("before", question.before())
                        .param("limit", question.limit() + 1)
                        .query((row, _) -> held(row, question.at()))
                        .list());
    }

    /// By time; a decision has the time of its ask, and comes after it in whatever order the log has them.
    @Override
    public Optional<Answer<TimelineItem>> timeline(Timeline question) {
        return read(
                coverages.ofRequest(question.request()),
                question.limit(),
                () -> jdbc.sql("""
                        SELECT at, event, by_kind, by_id, by_via, text, topic, writer, entry FROM timeline
                        WHERE request = :request AND (:after::bigint IS NULL OR (at, topic = 'hourglass.decisions', entry) > (
                          SELECT at, topic = 'hourglass.decisions', entry FROM timeline
                           WHERE request = :request AND entry = :after))
                        ORDER BY at, topic = 'hourglass.decisions', entry LIMIT :limit""")
                        .param("request", question.request())
                        .param("after", question.after())
                        .param("limit", question.limit() + 1)
                        .query((row, _) -> new TimelineItem(
                                Objects.requireNonNull(instant(row, "at")),
                                row.getString("event"),
                                new By(row.getString("by_kind"), row.getString("by_id"), row.getString("by_via")),
                                row.getString("text"),
                                row.getString("topic"),
                                row.getString("writer"),
                                row.getLong("entry")))
                        .list());
    }

    @Override
    public boolean isRequester(String idp, String subject, String request) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM asked JOIN person_identity USING (person)
                          WHERE request = ? AND idp = ? AND subject = ?)""").params(request, idp, subject).query(Boolean.class).single();
    }

    private interface Rows<T> {
        List<T> read();
    }

    private <T> Optional<Answer<T>> read(Coverages.Wanted wanted, int limit, Rows<T> rows) {
        return Objects.requireNonNull(snapshot.execute(
                _ -> wanted.read().map(covers -> Answer.of(rows.read(), limit, covers))));
    }

    private static AccessHeld held(ResultSet row, Instant at) throws SQLException {
        Instant since = instant(row, "since");
        return new AccessHeld(
                row.getString("person"),
                row.getString("role"),
                row.getString("request"),
                since == null || since.isAfter(at) ? AccessHeld.Certainty.MAY_HAVE_HAD : AccessHeld.Certainty.HAD,
                Objects.requireNonNull(instant(row, "possible_from")),
                since,
                instant(row, "until"),
                row.getString("ended_by"),
                row.getString("policy_commit"),
                row.getBoolean("break_glass"),
                Arrays.asList((String[]) array(row, "approved_by")),
                Arrays.asList((Long[]) array(row, "entries")));
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
