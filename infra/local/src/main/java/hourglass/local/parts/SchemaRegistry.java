package hourglass.local.parts;

import hourglass.local.process.Program;
import hourglass.local.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Apicurio Registry 3.3.3 with the Confluent API. It keeps schemas in PostgreSQL, so that ids survive a restart.
public final class SchemaRegistry {
    private final int port;
    private final Part part;

    /// A registry that is not started yet.
    ///
    /// @param port it listens on
    /// @param database JDBC address of its database
    /// @param user owner of that database
    /// @param password of the owner; may be empty where the server trusts it
    /// @param log takes its output
    /// @param jvm how it is run
    public SchemaRegistry(int port, String database, String user, String password, Path log, Jvm jvm) {
        this.port = port;
        this.part = new Part(
                new Program(
                        "registry",
                        command(port, database, user, password, jvm),
                        Map.of(),
                        log,
                        Signal.TERM,
                        Signal.KILL),
                () -> Http.ok(url() + "/config"),
                Duration.ofMinutes(3));
    }

    /// Its process.
    public Part part() {
        return part;
    }

    /// Base address of the Confluent API.
    public String url() {
        return "http://localhost:" + port + "/apis/ccompat/v7";
    }

    /// Starts it and sets the compatibility that every subject must keep.
    ///
    /// @throws PartFailedException when it doesn't come up
    public SchemaRegistry start() {
        part.start();
        var answer = Http.put(url() + "/config", Http.json(Map.of("compatibility", "FULL_TRANSITIVE")));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("The registry refused the compatibility setting: " + answer.body());
        }
        return this;
    }

    private static List<String> command(int port, String database, String user, String password, Jvm jvm) {
        Path app = Checkout.built("infra/parts/registry/target/app");
        List<String> command = new ArrayList<>(jvm.command(
                192,
                List.of(
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-Dquarkus.log.level=WARN",
                        "-Dapicurio.storage.kind=sql",
                        "-Dapicurio.storage.sql.kind=postgresql",
                        "-Dapicurio.datasource.url=" + database,
                        "-Dapicurio.datasource.username=" + user,
                        "-Dapicurio.datasource.password=" + password,
                        "-Dapicurio.datasource.jdbc.initial-size=1",
                        "-Dapicurio.datasource.jdbc.min-size=1",
                        "-Dapicurio.datasource.jdbc.max-size=10")));
        command.addAll(List.of("-jar", app.resolve("quarkus-run.jar").toString()));
        return command;
    }
}
