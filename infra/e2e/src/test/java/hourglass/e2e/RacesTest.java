package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.e2e.Client.Answer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Acts that arrive together: exactly one of the two lawful ends, never something between.
class RacesTest {
    private final Stack stack = Stack.running();

    /// A thread each: the common pool has one for all on a machine of two processors, and nothing would race.
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private enum End {
        CANCELLED,
        GRANTED_AND_ENDED
    }

    @AfterEach
    void endThreads() {
        threads.close();
    }

    @Test
    void cancelRacingTheApprovalHasOneOutcomeAndBothAreSeen() {
        Map<End, Integer> seen = new EnumMap<>(End.class);
        long spread = 60;
        for (int round = 0; round < 12 && (round < 4 || seen.size() < 2); round++) {
            long latest = spread;
            List<CompletableFuture<End>> races = Stream.of("alice", "ivan", "carol")
                    .map(person -> CompletableFuture.supplyAsync(() -> race(stack.access(person), latest), threads))
                    .toList();
            races.forEach(race -> seen.merge(race.join(), 1, Integer::sum));
            // How long an approval takes is the machine's to say: the cancel comes later while it always wins.
            if (!seen.containsKey(End.GRANTED_AND_ENDED)) {
                spread = Math.min(spread * 2, 10_000);
            } else if (!seen.containsKey(End.CANCELLED)) {
                spread = Math.max(1, spread / 4);
            }
        }
        assertThat(seen).containsOnlyKeys(End.values());
    }

    /// One request, approved and cancelled at about the same time.
    ///
    /// @param latest milliseconds by which the cancel may come later
    private End race(Access requester, long latest) {
        Answer asked = requester.ask("payments-staging", "owner", "2s", "approved and cancelled at once");
        String id = asked.text("/id");
        long lead = ThreadLocalRandom.current().nextLong(latest);
        CompletableFuture<Answer> approval =
                CompletableFuture.supplyAsync(() -> stack.access("bob").approve(asked, "yes"), threads);
        CompletableFuture<Answer> cancel = CompletableFuture.supplyAsync(
                () -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(lead));
                    return requester.act(id, "cancel", Map.of());
                },
                threads);
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
