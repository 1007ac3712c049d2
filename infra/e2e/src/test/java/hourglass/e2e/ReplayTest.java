package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.e2e.Client.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every record of every topic delivered again: nothing changes, on no target.
class ReplayTest {
    private final Stack stack = Stack.running();

    @Test
    void replayingEveryTopicFromZeroChangesNothing() {
        Access alice = stack.access("alice");
        Answer ended = alice.active("payments-staging", "reader", "2s", "to be replayed");
        alice.awaitState(ended.text("/id"), "ENDED");
        Answer active = alice.active("payments-dev", "reader", "2m", "alive across the replay");
        stack.topics().settled();
        Map<String, Set<String>> before = stack.topics().fingerprint();

        stack.stop("policy-service", "request-service", "grant-service");
        stack.topics().rewindAllGroups();
        stack.start("policy-service", "request-service", "grant-service");

        await().atMost(Duration.ofSeconds(90)).until(() -> stack.topics().lag() == 0);
        stack.topics().settled();
        assertThat(alice.view(ended.text("/id")).state()).isEqualTo("ENDED");
        assertThat(alice.view(active.text("/id")).state()).isEqualTo("ACTIVE");
        assertThat(stack.mayRead("staging-db", "payments_staging", "alice")).isFalse();
        assertThat(stack.topics().fingerprint())
                .as("distinct events on all topics but checkpoints")
                .isEqualTo(before);
        alice.act(active.text("/id"), "end", Map.of());
        alice.awaitState(active.text("/id"), "ENDED");
    }
}
