package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.e2e.Client.Answer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Acts that arrive together: exactly one of the two lawful ends, never something between.
class RacesTest {
    private final Stack stack = Stack.running();

    private enum End {
        CANCELLED,
        GRANTED_AND_ENDED
    }

    @Test
    void cancelRacingTheApprovalHasOneOutcomeAndBothAreSeen() {
        Access alice = stack.access("alice");
        Access bob = stack.access("bob");
        Map<End, Integer> seen = new EnumMap<>(End.class);
        for (int round = 0; round < 60 && (round < 20 || seen.size() < 2); round++) {
            Answer asked = alice.ask("payments-staging", "owner", "2s", "race " + round);
            String id = asked.text("/id");
            long lead = ThreadLocalRandom.current().nextLong(40);
            CompletableFuture<Answer> approval = CompletableFuture.supplyAsync(() -> bob.approve(asked, "yes"));
            CompletableFuture<Answer> cancel = CompletableFuture.supplyAsync(() -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(lead));
                return alice.act(id, "cancel", Map.of());
            });
            assertThat(approval.join().status()).isIn(200, 409);
            assertThat(cancel.join().status()).isIn(200, 409);
            Answer last = alice.awaitState(id, "CANCELLED", "ENDED", "FAILED");
            seen.merge(last.state().equals("CANCELLED") ? End.CANCELLED : End.GRANTED_AND_ENDED, 1, Integer::sum);
            if (last.state().equals("CANCELLED")) {
                assertThat(last.body().path("grant").isNull())
                        .as("%s", last.body())
                        .isTrue();
            }
        }
        assertThat(seen).containsOnlyKeys(End.values());
    }
}
