package hourglass.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL server that belongs to one test class, to be used as a target of access: it can be broken at will.
public interface TestServer extends Breakable {
    /// JDBC address of one of its databases; `postgres` always exists.
    String url(String database);

    /// The host it is reached at.
    String host();

    /// Its port there, the same for all its life.
    int port();

    /// Its superuser.
    String superuser();

    /// The superuser's password; empty on the embedded server, which has none.
    String password();

    /// A connection as superuser, in auto-commit mode.
    default Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), superuser(), password());
    }

    /// Runs a script as superuser.
    default void run(String database, String script) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }
}
