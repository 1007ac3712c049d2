package hourglass.request.store;

import hourglass.messaging.LateWrites;
import hourglass.request.AccessRequest;
import hourglass.request.Content;
import hourglass.request.PersonId;
import hourglass.request.RequestId;
import hourglass.request.Requests.Locked;
import hourglass.request.Requests.Submitted;
import hourglass.request.store.PostgresSurroundings.Facts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;

/// Locks, and reads what the lock is for: two statements in one round trip. The second begins when the first has
/// its lock, so its clock, and all else that it sees, are later than the wait.
final class LockedRows {
    private final JdbcOperations jdbc;
    private final LateWrites writes;

    LockedRows(JdbcOperations jdbc, LateWrites writes) {
        this.jdbc = jdbc;
        this.writes = writes;
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

    /// These requests, locked in the order of their ids, so that nobody who does the same can wait for us while we
    /// wait for them; those that are not there are left out.
    List<Locked> lock(Collection<RequestId> ids) {
        PreparedStatementCallback<List<Locked>> read = statement -> {
            statement.setObject(1, ids.stream().map(RequestId::uuid).distinct().toArray(UUID[]::new));
            statement.execute();
            return rows(statement);
        };
        return Objects.requireNonNull(jdbc.execute(
                "SELECT * FROM request WHERE id = ANY (?) ORDER BY id FOR UPDATE; " + PostgresSurroundings.FACTS,
                read));
    }

    private @Nullable Locked locked(PreparedStatement statement) throws SQLException {
        List<Locked> rows = rows(statement);
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private List<Locked> rows(PreparedStatement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (ResultSet row = statement.getResultSet(); row.next(); ) {
            rows.add(new Row(RequestRow.read(row), row.getLong("revision"), row.getLong("sequence")));
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        statement.getMoreResults();
        ResultSet facts = statement.getResultSet();
        facts.next();
        Facts seen = Facts.read(facts);
        return rows.stream().map(row -> row.in(seen, jdbc, writes)).toList();
    }

    private record Row(AccessRequest request, long revision, long sequence) {
        Locked in(Facts facts, JdbcOperations jdbc, LateWrites writes) {
            Content content = request.dossier().content();
            return new Locked(
                    request,
                    revision,
                    sequence,
                    new PostgresSurroundings(jdbc, writes, content.person(), content.access(), facts));
        }
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
