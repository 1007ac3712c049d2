package hourglass.grant.targets;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// Connections to one target, as many as its lane has threads. They are kept between calls and thrown away after a
/// call that failed.
final class PostgresConnections implements AutoCloseable {
    /// How long one call on a target may take in all.
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int VALID_SECONDS = 2;

    /// The server gives up by itself a little earlier than we do, and ends the transaction of a caller that froze.
    /// It plans each statement once: left to itself it plans the one over an array of entitlements each time, which
    /// takes three times as long as running it.
    private static final String SERVER_OPTIONS = "-c statement_timeout=9000 -c lock_timeout=5000"
            + " -c idle_in_transaction_session_timeout=10000 -c search_path=pg_catalog"
            + " -c plan_cache_mode=force_generic_plan";

    private final Opening opening;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    PostgresConnections(Opening opening) {
        this.opening = opening;
    }

    /// How a connection comes about.
    interface Opening {
        Connection open() throws SQLException;
    }

    static PostgresConnections to(String url, String username, @Nullable String password) {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password == null ? "" : password);
        properties.setProperty("ApplicationName", "hourglass");
        properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("options", SERVER_OPTIONS);
        return new PostgresConnections(() -> DriverManager.getConnection(url, properties));
    }

    interface Work<T> {
        T on(PostgresCall call) throws SQLException;
    }

    /// Runs one call. Its connection starts and, when all is well, ends in auto-commit mode.
    <T> T call(Work<T> work) throws SQLException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Connection connection = connection();
        boolean well = false;
        try {
            T result = work.on(new PostgresCall(connection, () -> Duration.ofNanos(deadline - System.nanoTime())));
            well = true;
            return result;
        } finally {
            if (well) {
                idle.addFirst(connection);
            } else {
                connection.abort(Runnable::run);
            }
        }
    }

    private Connection connection() throws SQLException {
        for (Connection kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.isValid(VALID_SECONDS)) {
                return kept;
            }
            kept.abort(Runnable::run);
        }
        return opening.open();
    }

    @Override
    public void close() {
        for (Connection kept = idle.poll(); kept != null; kept = idle.poll()) {
            try {
                kept.close();
            } catch (SQLException e) {
                System.getLogger(PostgresConnections.class.getName())
                        .log(System.Logger.Level.DEBUG, "A connection was already gone.", e);
            }
        }
    }
}
