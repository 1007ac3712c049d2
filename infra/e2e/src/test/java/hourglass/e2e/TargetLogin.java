package hourglass.e2e;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A person's own session on a target database.
final class TargetLogin implements AutoCloseable {
    private final Connection connection;

    TargetLogin(Connection connection) {
        this.connection = connection;
    }

    /// The first column of the first row.
    String read(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /// Whether the session still lives.
    boolean alive() {
        try {
            return "1".equals(read("SELECT 1"));
        } catch (SQLException cut) {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
