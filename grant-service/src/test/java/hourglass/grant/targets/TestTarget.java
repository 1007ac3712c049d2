package hourglass.grant.targets;

import hourglass.grant.Target;
import hourglass.testkit.TestPostgres;
import hourglass.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL server as a target, prepared by the same script that prepares the local ones.
public final class TestTarget {
    /// What the tests' accounts and entitlements are called.
    public static final List<String> ACCOUNTS = List.of("alice", "bob");

    public static final List<String> ENTITLEMENTS = List.of("payments_debugger", "payments_reader", "payments_writer");

    private static @Nullable TestTarget shared;

    private final TestServer server;
    private final Target adapter;

    private TestTarget(TestServer server) {
        this.server = server;
        this.adapter = adapter("db", "postgres");
    }

    /// One for all test classes of this JVM, which leave it as they found it.
    public static synchronized TestTarget shared() {
        if (shared == null) {
            try {
                shared = start();
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return shared;
    }

    private static TestTarget start() throws SQLException, IOException {
        TestTarget target = new TestTarget(TestPostgres.server());
        target.setUp();
        for (String account : ACCOUNTS) {
            target.run("CREATE ROLE " + account + " LOGIN");
        }
        target.run("CREATE TABLE payment (id int); INSERT INTO payment VALUES (4711)");
        for (String entitlement : ENTITLEMENTS) {
            target.offer(entitlement);
            target.run("GRANT SELECT ON payment TO " + entitlement);
        }
        target.run("GRANT INSERT ON payment TO payments_writer");
        return target;
    }

    /// Runs the set-up script, as often as one likes.
    public void setUp() throws SQLException, IOException {
        setUp("postgres");
    }

    void setUp(String database) throws SQLException, IOException {
        setUp(database, "hourglass");
    }

    void setUp(String database, String login) throws SQLException, IOException {
        Path script = Path.of("..", "infra", "local", "src", "main", "resources", "targets", "set-up.sql");
        server.run(database, "SET hourglass.login = '" + login + "';\n" + Files.readString(script));
    }

    /// Makes an entitlement that Hourglass may give.
    public void offer(String role) throws SQLException {
        String quoted = '"' + role.replace("\"", "\"\"") + '"';
        run("CREATE ROLE " + quoted + " NOLOGIN");
        run("GRANT " + quoted + " TO hourglass WITH ADMIN TRUE, INHERIT FALSE, SET FALSE");
    }

    public TestServer server() {
        return server;
    }

    public String url() {
        return server.url("postgres");
    }

    /// The adapter under test, one for all: its connections are few and kept.
    public Target adapter() {
        return adapter;
    }

    /// One for another target of the settings, or another database of the server.
    Target adapter(String id, String database) {
        return adapter(id, database, "hourglass");
    }

    Target adapter(String id, String database, String login) {
        return new PostgresTarget(id, PostgresConnections.to(server.url(database), login, null));
    }

    /// The adapter under test, its connections passed through something of the caller's.
    public Target adapter(UnaryOperator<Connection> through) {
        return new PostgresTarget(
                "db",
                new PostgresConnections(() -> through.apply(DriverManager.getConnection(url(), "hourglass", ""))));
    }

    public Connection session(String account) throws SQLException {
        return DriverManager.getConnection(url(), account, "");
    }

    public void run(String script) throws SQLException {
        server.run("postgres", script);
    }

    /// One column of a query as superuser.
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /// Entitlements that an account has through Hourglass, as a superuser sees it.
    public Set<String> given(String account) throws SQLException {
        return new TreeSet<>(query("""
                SELECT r.rolname FROM pg_auth_members m
                  JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles a ON a.oid = m.member
                  JOIN pg_roles g ON g.oid = m.grantor
                 WHERE a.rolname = '%s' AND g.rolname = 'hourglass'
                """.formatted(account)));
    }

    /// Whether a session can read the demo table.
    public static boolean reads(Connection session) {
        try (Statement statement = session.createStatement();
                var rows = statement.executeQuery("SELECT id FROM payment")) {
            return rows.next();
        } catch (SQLException _) {
            return false;
        }
    }
}
