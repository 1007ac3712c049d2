package hourglass.request.store;

import static hourglass.request.store.Columns.at;
import static hourglass.request.store.Columns.instant;
import static hourglass.request.store.Columns.text;

import hourglass.request.Changes;
import hourglass.request.RequestId;
import hourglass.request.RequestState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads the column `changed_at`, which a trigger keeps.
final class PostgresChanges implements Changes {
    private static final String COLUMNS = "SELECT id, state, revision, changed_at FROM request ";

    private final JdbcClient jdbc;
    private final OwnMoves own;

    PostgresChanges(JdbcClient jdbc, OwnMoves own) {
        this.jdbc = jdbc;
        this.own = own;
    }

    @Override
    public List<Change> of(Collection<RequestId> ids) {
        return jdbc.sql(COLUMNS + "WHERE id = ANY (?)")
                .param(ids.stream().map(RequestId::uuid).toArray(UUID[]::new))
                .query((row, _) -> change(row))
                .list();
    }

    @Override
    public List<Change> after(Instant since, int limit) {
        return jdbc.sql(COLUMNS + "WHERE changed_at > ? ORDER BY changed_at LIMIT ?")
                .params(at(since), limit)
                .query((row, _) -> change(row))
                .list();
    }

    @Override
    public void onOwnMove(Listener listener) {
        own.add(listener);
    }

    @Override
    public Instant now() {
        return jdbc.sql("SELECT clock_timestamp() AS at")
                .query((row, _) -> instant(row, "at"))
                .single();
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                new RequestId(Objects.requireNonNull(row.getObject("id", UUID.class))),
                RequestState.valueOf(text(row, "state")),
                row.getLong("revision"),
                instant(row, "changed_at"));
    }
}
