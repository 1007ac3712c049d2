package hourglass.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.local.process.FreePorts;
import hourglass.local.process.Scratch;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    private final Path folder = Scratch.directory().resolve("postgres-server-test");
    private final PostgresServer server =
            new PostgresServer("postgres", folder.resolve("data"), FreePorts.any(), folder.resolve("postgres.log"));

    @Test
    void keepsItsDataOverKillsAndStops() {
        server.start();
        server.run("postgres", "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
        server.part().kill();
        assertThat(server.part().alive()).isFalse();
        server.start();
        assertThat(server.finds("postgres", "SELECT 1 FROM kept WHERE n::text = ?", "7"))
                .isTrue();
        server.ensureDatabase("request");
        server.ensureDatabase("request");
        server.part().stop();
        server.start();
        assertThat(server.finds("request", "SELECT 1 WHERE current_setting('wal_level') = ?", "logical"))
                .isTrue();
        server.part().stop();
    }
}
