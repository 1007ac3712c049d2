package hourglass.testkit;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// PostgreSQL 18 with `wal_level=logical`, durable as in production.
public final class TestPostgres {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable TestServer shared;

    private TestPostgres() {}

    /// A fresh, empty database on this JVM's server.
    ///
    /// @throws IllegalStateException when it can't be made
    public static Database database() {
        String name = "test_" + NUMBER.incrementAndGet();
        TestServer server = shared();
        try {
            server.run("postgres", "CREATE ROLE " + name + " LOGIN REPLICATION PASSWORD '" + name + "'");
            server.run("postgres", "CREATE DATABASE " + name + " OWNER " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Can't make the database " + name + ": " + e.getMessage(), e);
        }
        return new Database(name, server.url(name), name, name);
    }

    /// A server of the caller's own, running.
    public static TestServer server() {
        return started("target-" + NUMBER.incrementAndGet());
    }

    /// The server that `database()` uses.
    static synchronized TestServer shared() {
        if (shared == null) {
            shared = started("postgres");
        }
        return shared;
    }

    private static TestServer started(String name) {
        return switch (Parts.chosen()) {
            case CONTAINERS -> new ContainerPostgres();
            case PROCESSES -> new EmbeddedPostgres(name);
        };
    }
}
