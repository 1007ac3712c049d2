package hourglass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hourglass.local.parts.Part;
import hourglass.local.process.Program;
import hourglass.local.process.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void keepsTheChosenPorts() {
        Ports first = new Ports(folder, true);
        int chosen = first.of(Member.KAFKA);
        first.keep();
        assertThat(folder.resolve("ports.properties")).content().contains("kafka=" + chosen);
    }

    @Test
    void makesKeysOnceAndForItsOwnerOnly() throws Exception {
        Keys first = Keys.in(folder);
        Keys second = Keys.in(folder);
        assertThat(second).isEqualTo(first);
        assertThat(first.serviceSecret()).matches("[0-9a-f]{32}");
        assertThat(first.allowancePublic()).content().startsWith("-----BEGIN PUBLIC KEY-----");
        assertThat(Files.getPosixFilePermissions(first.allowancePrivate()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void isForOneStackAtATime() {
        try (DataFolder data = new DataFolder(folder, Duration.ofMillis(10))) {
            assertThatThrownBy(() -> new DataFolder(data.path(), Duration.ofMillis(10)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is running on " + folder);
        }
    }

    @Test
    void endsWhatAnEarlierStackLeftBehind() throws Exception {
        Path log = folder.resolve("logs/left.log");
        Part left = new Part(
                new Program("left", List.of("sleep", "60"), Map.of(), log, Signal.TERM, Signal.KILL),
                () -> true,
                Duration.ofSeconds(20));
        left.start();
        String noted;
        try (DataFolder dying = new DataFolder(folder, Duration.ofMillis(10))) {
            dying.note(List.of(left));
            noted = Files.readString(folder.resolve("pids"));
        }
        Files.writeString(folder.resolve("pids"), noted); // as when it had been killed
        new DataFolder(folder, Duration.ofMillis(10)).close();
        await().atMost(Duration.ofMinutes(1)).until(() -> !left.alive());
    }
}
