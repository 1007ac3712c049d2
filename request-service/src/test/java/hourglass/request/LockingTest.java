package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.events.AccessRequested;
import hourglass.request.Decision.PolicySet;
import hourglass.request.Requests.Locked;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whoever waits for a request's lock judges by what is true after the wait.
class LockingTest extends RealParts {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void clean() {
        threads.shutdownNow();
        setLocked(false);
        jdbc.sql("DELETE FROM policy_set WHERE serial >= 400").update();
    }

    private Locked lock(RequestId id) {
        return Objects.requireNonNull(requests.lock(id));
    }

    @Test
    void clockAndPolicySerialAreReadAfterTheWaitForTheLock() throws Exception {
        RequestId id = submitted();
        record Later(CompletableFuture<Locked> locked, Instant released) {}
        Later later = requests.inOneTransaction(() -> {
            lock(id);
            CompletableFuture<Locked> waiting =
                    CompletableFuture.supplyAsync(() -> requests.inOneTransaction(() -> lock(id)), threads);
            await().atMost(Duration.ofSeconds(10)).until(this::somebodyWaitsForALock);
            CompletableFuture.runAsync(
                            () -> policySets.accept(
                                    new PolicySet(400, "c0ffee", "7ree", "b".repeat(64)),
                                    Fixtures.NINE,
                                    UUID.randomUUID()),
                            threads)
                    .join();
            Instant now = jdbc.sql("SELECT clock_timestamp()")
                    .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                    .single();
            return new Later(waiting, now);
        });

        Surroundings around = later.locked().get(10, TimeUnit.SECONDS).around();

        assertThat(around.now()).isAfterOrEqualTo(later.released());
        assertThat(around.newestSerial()).isEqualTo(400);
    }

    @Test
    void theStandingOfAReplacementIsReadAfterTheWaitForWhatItReplaces() throws Exception {
        RequestId old = submitted();
        RequestForm replacement = new RequestForm(
                Fixtures.STAGING_READER, Duration.ofMinutes(30), null, "a try", null, false, null, null, old);
        CompletableFuture<Outcome> later = requests.inOneTransaction(() -> {
            lock(old);
            CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(
                    () -> submitRequest.submit(Fixtures.caller("alice"), newKey(), replacement), threads);
            await().atMost(Duration.ofSeconds(10)).until(this::somebodyWaitsForALock);
            CompletableFuture.runAsync(() -> setLocked(true), threads).join();
            return waiting;
        });

        RequestId id = ((Outcome.Done) later.get(10, TimeUnit.SECONDS)).id();

        assertThat(told(id.value()))
                .singleElement()
                .isInstanceOfSatisfying(
                        AccessRequested.class,
                        event -> assertThat(event.getAsk().getStanding().getLocked())
                                .isTrue());
    }

    private void setLocked(boolean locked) {
        jdbc.sql("UPDATE person SET locked = ? WHERE id = 'alice'")
                .param(locked)
                .update();
    }

    private boolean somebodyWaitsForALock() {
        return jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
