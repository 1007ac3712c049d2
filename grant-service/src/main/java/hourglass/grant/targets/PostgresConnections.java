package hourglass.grant.targets;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Connections to one target, as many as its lane has threads. They are kept between calls and thrown away after a
/// call that failed. One that was used a moment ago is used again unasked: if it turns out to be lost, nothing was
/// done yet, and the call is begun once more on a new one.
final class PostgresConnections implements AutoCloseable {
    /// How long one call on a target may take in all.
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int VALID_SECONDS = 2;

    /// How long a connection is used again without asking whether the server is still there.
    private static final Duration UNASKED = Duration.ofSeconds(1);

    /// Classes of SQLSTATE, or what begins some of one, that say the connection was lost, or ended by the server.
    private static final List<String> LOST = List.of("08", "57P");

    /// The server gives up by itself a little earlier than we do, and ends the transaction of a caller that froze.
    /// It plans each statement once: left to itself it plans the one over an array of entitlements each time, which
    /// takes three times as long as running it.
    private static final String SERVER_OPTIONS = "-c statement_timeout=9000 -c lock_timeout=5000"
            + " -c idle_in_transaction_session_timeout=10000 -c search_path=pg_catalog"
            + " -c plan_cache_mode=force_generic_plan";

    private final Opening opening;
    private final LongSupplier nanoTime;
    private final Deque<Kept> idle = new ConcurrentLinkedDeque<>();

    PostgresConnections(Opening opening) {
        this(opening, System::nanoTime);
    }

    PostgresConnections(Opening opening, LongSupplier nanoTime) {
        this.opening = opening;
        this.nanoTime = nanoTime;
    }

    /// @param since by `nanoTime`
    private record Kept(Connection connection, long since) {}

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

    /// Begun once more when its first statements find the connection lost, so nothing may be kept of those alone.
    interface Work<T> {
        T on(PostgresCall call) throws SQLException;
    }

    /// Runs one call. Its connection starts and, when all is well, ends in auto-commit mode.
    <T> T call(Work<T> work) throws SQLException {
        long deadline = nanoTime.getAsLong() + LIMIT.toNanos();
        Supplier<Duration> left = () -> Duration.ofNanos(deadline - nanoTime.getAsLong());
        Connection kept = kept();
        if (kept != null) {
            PostgresCall call = new PostgresCall(kept, left);
            try {
                return run(kept, call, work);
            } catch (SQLException e) {
                if (call.isAnswered() || !isLost(e) || left.get().compareTo(CONNECT) < 0) {
                    throw e;
                }
            }
        }
        Connection opened = opening.open();
        return run(opened, new PostgresCall(opened, left), work);
    }

    private <T> T run(Connection connection, PostgresCall call, Work<T> work) throws SQLException {
        boolean well = false;
        try {
            T result = work.on(call);
            well = true;
            return result;
        } finally {
            if (well) {
                idle.addFirst(new Kept(connection, nanoTime.getAsLong()));
            } else {
                connection.abort(Runnable::run);
            }
        }
    }

    private static boolean isLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && LOST.stream().anyMatch(state::startsWith);
    }

    private @Nullable Connection kept() throws SQLException {
        for (Kept kept = idle.poll(); kept != null; kept = idle.poll()) {
            Connection connection = kept.connection();
            if (nanoTime.getAsLong() - kept.since() < UNASKED.toNanos() || connection.isValid(VALID_SECONDS)) {
                return connection;
            }
            connection.abort(Runnable::run);
        }
        return null;
    }

    @Override
    public void close() {
        for (Kept kept = idle.poll(); kept != null; kept = idle.poll()) {
            try {
                kept.connection().close();
            } catch (SQLException e) {
                System.getLogger(PostgresConnections.class.getName())
                        .log(System.Logger.Level.DEBUG, "A connection was already gone.", e);
            }
        }
    }
}
