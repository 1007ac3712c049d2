package hourglass.grant.targets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One call on a target: a connection for as long as the call may take in all. Every statement gets what is left.
final class PostgresCall {
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
