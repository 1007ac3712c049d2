package hourglass.testkit;

import hourglass.local.process.FreePorts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A server in a container, durable: Testcontainers' own default is `fsync=off`. It trusts whoever connects, as the
/// embedded one does: the roles of a target have no passwords.
final class ContainerPostgres implements TestServer {
    private static final String IMAGE = "postgres:18";

    private final PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
    private final int port = FreePorts.any();
    private final ContainerControl control = new ContainerControl(container, this::answers);

    ContainerPostgres() {
        container.withUsername("postgres").withPassword("postgres").withDatabaseName("postgres");
        container.withEnv("POSTGRES_HOST_AUTH_METHOD", "trust");
        container.setCommand(
                "postgres",
                "-c",
                "wal_level=logical",
                "-c",
                "max_connections=200",
                "-c",
                "log_line_prefix=%m [%p] %u@%d ");
        container.setPortBindings(List.of(port + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
        container.start();
        control.awaitAnswer();
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://" + host() + ":" + port + "/" + database;
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String superuser() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
    }

    @Override
    public void pause() {
        control.pause();
    }

    @Override
    public void resume() {
        control.resume();
    }

    @Override
    public void stop() {
        control.stop();
    }

    @Override
    public void kill() {
        control.kill();
    }

    @Override
    public void start() {
        control.start();
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }
}
