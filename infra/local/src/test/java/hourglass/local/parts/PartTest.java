package hourglass.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hourglass.local.process.Program;
import hourglass.local.process.Scratch;
import hourglass.local.process.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartTest {
    private final Path log = Scratch.directory().resolve("part-test-" + System.nanoTime() + ".log");

    @Test
    void saysItsLastLinesWhenItEndsBeforeItIsReady() {
        Part part = part("for i in $(seq 30); do echo line $i; done; echo port is taken; exit 3", false);
        assertThatThrownBy(part::start)
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("ended with code 3 before it was ready")
                .hasMessageContaining("line 30\n  port is taken")
                .hasMessageNotContaining("line 20\n")
                .hasMessageContaining(log.toString());
    }

    @Test
    void saysWhenItIsNotReadyInTime() {
        Part part = part("sleep 60", false, Duration.ofSeconds(1));
        assertThatThrownBy(part::start).hasMessageContaining("was not ready after 1 s");
        part.kill();
    }

    @Test
    void startsAgainAfterItWasKilled() {
        Part part = part("sleep 60", true).start();
        long first = part.pid();
        part.kill();
        assertThat(part.alive()).isFalse();
        assertThat(part.start().pid()).isNotEqualTo(first);
        part.kill();
    }

    @Test
    void waitsForAnEndInGoodOrderOnlyOnceItHasServed() {
        Part starting = part(endingIn(60), false);
        starting.launch();
        awaitServing(1);
        starting.stop();
        assertThat(log).content().doesNotContain("good order");

        Part serving = part(endingIn(2), true).start();
        awaitServing(2);
        serving.stop();
        assertThat(log).content().contains("good order");
    }

    /// Takes so many seconds from being asked to end until it does.
    private static String endingIn(int seconds) {
        return "trap 'sleep %d; echo good order; exit' TERM; echo serving; while :; do sleep 0.05; done"
                .formatted(seconds);
    }

    /// Until as many have said that their trap is set: a signal before that ends them at once.
    private void awaitServing(int times) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Files.readAllLines(log))
                        .filteredOn("serving"::equals)
                        .hasSize(times));
    }

    private Part part(String script, boolean ready) {
        return part(script, ready, Duration.ofSeconds(20));
    }

    private Part part(String script, boolean ready, Duration patience) {
        Program program = new Program("tried", List.of("sh", "-c", script), Map.of(), log, Signal.TERM, Signal.KILL);
        return new Part(program, () -> ready, patience);
    }
}
