package hourglass.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildTest {
    /// Says that it is up once its trap is set: a signal before that would end it.
    private static final String STUBBORN = "trap '' TERM; echo up; while :; do sleep 0.1; done";

    private final Path log = Scratch.directory().resolve("child-test.log");

    @Test
    void endsWithItsStarterEvenWhenThatIsKilled() throws Exception {
        Process starter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Abandons.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] said;
        try (BufferedReader reader = starter.inputReader()) {
            said = reader.readLine().split(" ", 2);
            ProcessHandle child = ProcessHandle.of(Long.parseLong(said[0])).orElseThrow();
            assertThat(child.isAlive()).isTrue();
            starter.destroyForcibly().waitFor();
            child.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(ProcessHandle.of(Long.parseLong(said[0]))).isEmpty();
    }

    @Test
    void stopsByItselfWhenAskedInTime() {
        Child child = Child.start(program("sleep", "600"));
        assertThat(child.stop(Duration.ofSeconds(50))).isTrue();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void isKilledWhenItDoesNotStop() throws IOException {
        Child child = Child.start(program("sh", "-c", STUBBORN));
        awaitLog("up");
        assertThat(child.stop(Duration.ofMillis(300))).isFalse();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void isFrozenByAPauseAndGoesOnAfterIt() throws IOException {
        Child child = Child.start(program("sh", "-c", "i=0; while :; do i=$((i + 1)); echo line $i; sleep 0.05; done"));
        awaitLog("line 2");
        child.pause();
        assertThat(child.endsWithin(Duration.ofMillis(100))).isFalse();
        long frozen = Files.size(log);
        assertThat(child.endsWithin(Duration.ofMillis(400))).isFalse();
        assertThat(Files.size(log)).isEqualTo(frozen);
        child.resume();
        awaitLog("line " + (Files.readAllLines(log).size() + 2));
        child.kill();
    }

    @Test
    void saysWhatCanNotBeRun() {
        assertThatThrownBy(() -> Child.start(new Program(
                        "ghost", List.of("/no/such/program"), Map.of(), Path.of("/no/log"), Signal.TERM, Signal.KILL)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("ghost");
    }

    private Program program(String... command) {
        return new Program("child", List.of(command), Map.of(), log, Signal.TERM, Signal.KILL);
    }

    private void awaitLog(String text) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!Files.exists(log) || !Files.readString(log).contains(text)) {
            assertThat(System.nanoTime() - deadline)
                    .as("waiting for '%s'", text)
                    .isNegative();
            Thread.onSpinWait();
        }
    }
}
