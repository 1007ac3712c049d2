package hourglass.request.store;

import hourglass.request.AccessRequest;
import hourglass.request.Content;
import hourglass.request.PersonId;
import hourglass.request.RequestId;
import hourglass.request.Requests.Locked;
import hourglass.request.Requests.Submitted;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;

/// Locks, and reads what the lock is for: two statements in one round trip. The second begins when the first has its
/// lock, so its clock, and all else that it sees, are later than the wait.
final class LockedRows {
    private final JdbcOperations jdbc;

    LockedRows(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /// A request's row, and what is around it.
    ///
    /// @param how the locking clause
    @Nullable
    Locked lock(RequestId id, String how) {
        PreparedStatementCallback<@Nullable Locked> read = statement -> {
            statement.setObject(1, id.uuid());
            statement.execute();
            return locked(statement);
        };
        return jdbc.execute("SELECT * FROM request WHERE id = ? " + how + "; " + PostgresSurroundings.FACTS, read);
    }

    private @Nullable Locked locked(PreparedStatement statement) throws SQLException {
        ResultSet row = statement.getResultSet();
        if (!row.next()) {
            return null;
        }
        AccessRequest request = RequestRow.read(row);
        long revision = row.getLong("revision");
        long sequence = row.getLong("sequence");
        statement.getMoreResults();
        ResultSet facts = statement.getResultSet();
        facts.next();
        Content content = request.dossier().content();
        return new Locked(
                request,
                revision,
                sequence,
                PostgresSurroundings.read(jdbc, content.person(), content.access(), facts));
    }

    /// What the person's key was used for; null when it is new.
    @Nullable
    Submitted submittedWith(PersonId person, String idempotencyKey) {
        PreparedStatementCallback<@Nullable Submitted> read = statement -> {
            for (int i = 0; i < 4; i += 2) {
                statement.setString(i + 1, person.value());
                statement.setString(i + 2, idempotencyKey);
            }
            statement.execute();
            statement.getMoreResults();
            ResultSet row = statement.getResultSet();
            return row.next()
                    ? new Submitted(RequestRow.id(row), Columns.text(row, "form"), row.getLong("revision"))
                    : null;
        };
        return jdbc.execute("""
                SELECT pg_advisory_xact_lock(hashtextextended(? || ' ' || ?, 0));
                SELECT id, form, revision FROM request WHERE person = ? AND idempotency_key = ?""", read);
    }
}
