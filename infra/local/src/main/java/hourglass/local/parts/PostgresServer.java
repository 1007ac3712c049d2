package hourglass.local.parts;

import hourglass.local.process.Program;
import hourglass.local.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A PostgreSQL 18.6 server on the loopback address: durable (fsync on), with logical decoding, and with trust for
/// everyone who reaches it, because only this machine does.
public final class PostgresServer {
    /// The superuser that the server is made with.
    public static final String SUPERUSER = "postgres";

    private final Path data;
    private final int port;
    private final Path log;
    private final Part part;

    /// A server that is not started yet.
    ///
    /// @param name what people call it
    /// @param data its data folder, made when absent
    /// @param port it listens on
    /// @param log takes its output
    public PostgresServer(String name, Path data, int port, Path log) {
        this.data = data;
        this.port = port;
        this.log = log;
        this.part = new Part(
                new Program(name, command(data, port), Map.of(), log, Signal.INT, Signal.INT),
                this::answers,
                Duration.ofMinutes(2));
    }

    /// Its process.
    public Part part() {
        return part;
    }

    /// The port it listens on.
    public int port() {
        return port;
    }

    /// Starts it, on new data when there is none.
    ///
    /// @throws PartFailedException when it doesn't come up
    public PostgresServer start() {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            makeData();
        }
        part.start();
        return this;
    }

    /// JDBC address of one of its databases, without a user.
    public String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /// Runs a script as superuser, all of it in one transaction unless it says otherwise.
    ///
    /// @throws IllegalStateException with the server's words when a statement fails
    public void run(String database, String script) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException e) {
            throw new IllegalStateException(part.name() + ", database " + database + ": " + e.getMessage(), e);
        }
    }

    /// Whether a query, as superuser, gives at least one row.
    public boolean finds(String database, String query, String parameter) {
        try (Connection connection = connect(database);
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(part.name() + ", database " + database + ": " + e.getMessage(), e);
        }
    }

    /// Makes a database and the role that owns it, unless they are there. The role may read the write-ahead log, so
    /// that Debezium can publish the owner's outbox and nothing else.
    ///
    /// @param name of both; a plain identifier, reserved words allowed
    /// @throws IllegalArgumentException when it isn't one
    public void ensureDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a plain identifier: " + name);
        }
        if (!finds(SUPERUSER, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
            run(SUPERUSER, "CREATE ROLE \"" + name + "\" LOGIN REPLICATION");
        }
        if (!finds(SUPERUSER, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
            run(SUPERUSER, "CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), SUPERUSER, "");
    }

    private boolean answers() {
        try (Connection connection =
                DriverManager.getConnection(url(SUPERUSER) + "?connectTimeout=1&socketTimeout=2", SUPERUSER, "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void makeData() {
        Unprivileged way = Unprivileged.way();
        List<String> command = new ArrayList<>(way.prefix());
        command.addAll(List.of(program("initdb"), "--pgdata", data.toString(), "--username", SUPERUSER));
        command.addAll(List.of("--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"));
        try {
            Files.createDirectories(data);
            Files.createDirectories(log.getParent());
            way.handOver(data);
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new PartFailedException(part.name(), "could not make its data folder " + data, log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make " + data + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making " + data, e);
        }
    }

    private static List<String> command(Path data, int port) {
        List<String> command = new ArrayList<>(Unprivileged.way().prefix());
        command.addAll(List.of(program("postgres"), "-D", data.toString(), "-p", Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=localhost",
                "unix_socket_directories=",
                "wal_level=logical",
                "max_slot_wal_keep_size=1GB",
                "max_connections=200",
                "max_replication_slots=20",
                "max_wal_senders=20",
                "shared_buffers=64MB",
                "log_line_prefix=%m [%p] %u@%d ",
                "log_timezone=UTC",
                "timezone=UTC")) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    private static String program(String name) {
        return PostgresBinaries.directory().resolve("bin").resolve(name).toString();
    }
}
