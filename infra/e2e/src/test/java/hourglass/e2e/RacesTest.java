package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.e2e.Client.Answer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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
        Map<End, Integer> seen = new EnumMap<>(End.class);
        for (int round = 0; round < 12 && (round < 4 || seen.size() < 2); round++) {
            List<CompletableFuture<End>> races = Stream.of("alice", "ivan", "carol")
                    .map(person -> CompletableFuture.supplyAsync(() -> race(stack.access(person))))
                    .toList();
            races.forEach(race -> seen.merge(race.join(), 1, Integer::sum));
        }
        assertThat(seen).containsOnlyKeys(End.values());
    }

    /// One request, approved and cancelled at about the same time.
    private End race(Access requester) {
        Answer asked = requester.ask("payments-staging", "owner", "2s", "approved and cancelled at once");
        String id = asked.text("/id");
        long lead = ThreadLocalRandom.current().nextLong(60);
        CompletableFuture<Answer> approval =
                CompletableFuture.supplyAsync(() -> stack.access("bob").approve(asked, "yes"));
        CompletableFuture<Answer> cancel = CompletableFuture.supplyAsync(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(lead));
            return requester.act(id, "cancel", Map.of());
        });
        assertThat(approval.join().status()).isIn(200, 409);
        assertThat(cancel.join().status()).isIn(200, 409);
        Answer last = requester.awaitState(id, "CANCELLED", "ENDED", "FAILED");
        if (!last.state().equals("CANCELLED")) {
            return End.GRANTED_AND_ENDED;
        }
        assertThat(last.body().path("grant").isNull()).as("%s", last.body()).isTrue();
        return End.CANCELLED;
    }
}
