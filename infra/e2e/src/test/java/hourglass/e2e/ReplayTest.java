package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.e2e.Client.Answer;
import hourglass.local.parts.PostgresServer;
import hourglass.local.stack.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every record of every topic delivered again: nothing changes, on no target.
class ReplayTest {
    private static final List<String> OPEN = List.of("EVALUATING", "HELD", "IN_REVIEW", "SCHEDULED");
    private static final List<String> LIVE = List.of("ORDERED", "ACTIVE", "ENDING");

    private final Stack stack = Stack.running();

    @BeforeEach
    void endWhatWouldHappenByItself() {
        end(OPEN, "cancel");
        end(LIVE, "end");
        tellRepeatsOfRefusedAttempts();
    }

    /// They are told a minute after the first one, which would fall into the replay: that minute is over now.
    private void tellRepeatsOfRefusedAttempts() {
        PostgresServer database = stack.local().postgres(Member.POSTGRES);
        database.run("request", "UPDATE attempt SET told_at = told_at - interval '1 minute'");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !database.finds("request", "SELECT 1 FROM attempt WHERE repeats > ?::int", "0"));
    }

    private void end(List<String> states, String verb) {
        Client operator = stack.as("frank");
        Supplier<List<String>> left = () -> states.stream()
                .flatMap(state -> operator.get(stack.request("/v1/requests?view=all&limit=200&state=" + state))
                        .body()
                        .path("items")
                        .valueStream())
                .map(request -> request.path("id").asString())
                .toList();
        left.get()
                .forEach(id -> operator.post(
                        stack.request("/v1/requests/" + id + ":" + verb), Map.of("comment", "before a replay")));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(left.get()).isEmpty());
    }

    @Test
    void replayingEveryTopicFromZeroChangesNothing() {
        Access alice = stack.access("alice");
        Answer ended = alice.ask("payments-staging", "reader", "2s", "to be replayed");
        alice.awaitState(ended.text("/id"), "ENDED");
        Answer active = alice.active("payments-dev", "reader", "1h", "alive across the replay");
        stack.topics().settled();
        Map<String, Set<String>> before = stack.topics().fingerprint();

        stack.stop("policy-service", "request-service", "grant-service");
        stack.topics().rewindAllGroups();
        stack.start("policy-service", "request-service", "grant-service");

        await().atMost(Duration.ofMinutes(5)).until(() -> stack.topics().lag() == 0);
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
