package hourglass.grant.targets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One call on a target: a connection for as long as the call may take in all. Every statement gets what is left.
final class PostgresCall {
    /// Classes of SQLSTATE that say nothing of the statement: connection, resources, a server that shuts down or has
    /// cancelled, its system.
    private static final Set<String> OVER = Set.of("08", "53", "57", "58");

    private static final String LOCKED = "55P03";

    private final Connection connection;
    private final long deadline;

    /// @param deadline by `System.nanoTime()`
    PostgresCall(Connection connection, long deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(Row<T> row, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(row.read(rows));
            }
            return result;
        }
    }

    void run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.execute();
        }
    }

    /// What is done in one go, as part of a transaction.
    interface Step {
        void run() throws SQLException;
    }

    /// Takes a step that the server may refuse without undoing what the transaction did before. After a lock that did
    /// not come, others are waited for only shortly: a call has to have time for what is not locked.
    ///
    /// @return the server's refusal, empty when the step was taken
    /// @throws SQLException when the connection or the call's time is over
    Optional<SQLException> attempt(Step step) throws SQLException {
        run("SAVEPOINT attempt");
        try {
            step.run();
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state == null || OVER.contains(state.substring(0, 2))) {
                throw e;
            }
            run("ROLLBACK TO SAVEPOINT attempt");
            if (state.equals(LOCKED)) {
                run("SET LOCAL lock_timeout = 500");
            }
            return Optional.of(e);
        }
        run("RELEASE SAVEPOINT attempt");
        return Optional.empty();
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
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        limit();
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
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
