package hourglass.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A database that belongs to one test class.
///
/// @param name of the database and of the role that owns it
/// @param url JDBC address
/// @param user its owner, who may also read the write-ahead log
/// @param password of the user; may be empty, as the servers trust whoever connects
public record Database(String name, String url, String user, String password) {
    /// A connection as the owner, in auto-commit mode.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /// Runs a script as the owner.
    public void run(String script) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }
}
