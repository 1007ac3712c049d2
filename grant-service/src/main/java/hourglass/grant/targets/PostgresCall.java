package hourglass.grant.targets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One call on a target: a connection for as long as the call may take in all. Every round trip gets what is left.
final class PostgresCall {
    /// Classes of SQLSTATE that say nothing of the statement: connection, resources, a server that shuts down or
    /// has cancelled, its system.
    private static final Set<String> OVER = Set.of("08", "53", "57", "58");

    private static final String LOCKED = "55P03";

    private static final String WAIT_SHORTLY = "SET LOCAL lock_timeout = 500";

    private final Connection connection;
    private final Supplier<Duration> left;
    private boolean answered;

    /// @param left tells what is left of the call's time
    PostgresCall(Connection connection, Supplier<Duration> left) {
        this.connection = connection;
        this.left = left;
    }

    /// Statements for one round trip.
    PostgresRound round() {
        return new PostgresRound(this);
    }

    <T> List<T> query(PostgresRound.Row<T> row, String sql, Object... parameters) throws SQLException {
        PostgresRound round = round();
        PostgresRound.Rows<T> rows = round.query(row, sql, parameters);
        round.send();
        return rows.all();
    }

    void run(String sql, Object... parameters) throws SQLException {
        PostgresRound round = round();
        round.run(sql, parameters);
        round.send();
    }

    /// What is written once changes were tried.
    interface Note {
        void in(PostgresRound round, Map<PostgresChange, SQLException> refusals);
    }

    /// Makes changes as part of a transaction, and notes what came of them. All go to the server together, where
    /// locks are waited for only shortly. If it refuses any they are made one by one, and what it refuses holds up
    /// no other: after a lock that did not come, others are waited for only shortly, as a call has to have time
    /// for what is not locked.
    ///
    /// @return the server's refusals
    /// @throws SQLException when the connection or the call's time is over
    Map<PostgresChange, SQLException> make(List<PostgresChange> changes, Note note) throws SQLException {
        boolean together = !changes.isEmpty()
                && attempt(round -> {
                            round.run(WAIT_SHORTLY);
                            changes.forEach(change -> change.in(round));
                            note.in(round, Map.of());
                        })
                        .isEmpty();
        if (together) {
            return Map.of();
        }
        Map<PostgresChange, SQLException> refusals = new HashMap<>();
        for (PostgresChange change : changes) {
            Optional<SQLException> itsOwn = attempt(change::in);
            if (itsOwn.isPresent()) {
                refusals.put(change, itsOwn.get());
                if (LOCKED.equals(itsOwn.get().getSQLState())) {
                    run(WAIT_SHORTLY);
                }
            }
        }
        PostgresRound noting = round();
        note.in(noting, refusals);
        noting.send();
        return refusals;
    }

    /// Runs what the server may refuse without undoing what the transaction did before.
    private Optional<SQLException> attempt(Consumer<PostgresRound> statements) throws SQLException {
        PostgresRound round = round();
        round.run("SAVEPOINT attempt");
        statements.accept(round);
        round.run("RELEASE SAVEPOINT attempt");
        try {
            round.send();
            return Optional.empty();
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state == null || OVER.contains(state.substring(0, 2))) {
                throw e;
            }
            run("ROLLBACK TO SAVEPOINT attempt");
            return Optional.of(e);
        }
    }

    /// From here until [#commit] is one transaction.
    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        limit();
        connection.commit();
        connection.setAutoCommit(true);
    }

    void rollback() throws SQLException {
        limit();
        connection.rollback();
        connection.setAutoCommit(true);
    }

    /// What is left of the call.
    Duration left() {
        return left.get();
    }

    /// Whether the server has answered anything: if not, nothing of the call was kept.
    boolean isAnswered() {
        return answered;
    }

    void answered() {
        answered = true;
    }

    PreparedStatement prepare(String sql, List<Object> parameters) throws SQLException {
        limit();
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.size(); i++) {
            Object parameter = parameters.get(i);
            if (parameter instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else if (parameter instanceof Integer[] numbers) {
                statement.setArray(i + 1, connection.createArrayOf("int4", numbers));
            } else {
                statement.setObject(i + 1, parameter);
            }
        }
        return statement;
    }

    private void limit() throws SQLException {
        long millis = left().toMillis();
        if (millis <= 0) {
            throw new SQLTimeoutException("the call took longer than it may");
        }
        connection.setNetworkTimeout(Runnable::run, (int) millis);
    }
}
