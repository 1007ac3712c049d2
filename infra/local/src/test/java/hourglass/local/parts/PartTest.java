package hourglass.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.local.process.Program;
import hourglass.local.process.Scratch;
import hourglass.local.process.Signal;
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
        Part part = part("sleep 60", false);
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
        String twoSecondsToEnd = "trap 'sleep 2; echo good order; exit' TERM; while :; do sleep 0.05; done";
        Part starting = part(twoSecondsToEnd, false);
        assertThatThrownBy(starting::start).hasMessageContaining("was not ready");
        starting.stop();
        assertThat(log).content().doesNotContain("good order");

        part(twoSecondsToEnd, true).start().stop();
        assertThat(log).content().contains("good order");
    }

    private Part part(String script, boolean ready) {
        Program program = new Program("tried", List.of("sh", "-c", script), Map.of(), log, Signal.TERM, Signal.KILL);
        return new Part(program, () -> ready, Duration.ofSeconds(1));
    }
}
