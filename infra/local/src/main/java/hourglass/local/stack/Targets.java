package hourglass.local.stack;

import hourglass.local.parts.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Prepares the two demo servers as targets of access: what grant-service needs, accounts, databases, entitlements.
final class Targets {
    /// Databases of the target `staging-db`, each with the roles that the catalog offers on it.
    static final Map<String, String> STAGING =
            Map.of("payments_staging", "reader,writer,owner", "payments_dev", "reader,writer");

    /// Databases of the target `production-db`.
    static final Map<String, String> PRODUCTION =
            Map.of("payments_eu", "reader,writer,debugger", "ledger", "reader,writer,debugger");

    private Targets() {}

    /// Brings a running server to that state; may be repeated.
    static void prepare(PostgresServer server, Map<String, String> databases) {
        server.run(PostgresServer.SUPERUSER, script("set-up"));
        server.run(PostgresServer.SUPERUSER, script("accounts"));
        databases.forEach((database, roles) -> {
            if (!server.finds(PostgresServer.SUPERUSER, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                server.run(PostgresServer.SUPERUSER, "CREATE DATABASE " + database);
            }
            server.run(database, script("demo").replace(":roles", "'" + roles + "'"));
        });
    }

    private static String script(String name) {
        String resource = "/targets/" + name + ".sql";
        try (InputStream stream = Targets.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing on the class path. Build infra/local again.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + resource, e);
        }
    }
}
