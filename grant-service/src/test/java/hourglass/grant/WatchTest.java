package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A sweeper or a lane that is no longer at work says so, and one that only waits does not.
class WatchTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static @Nullable DataSource database;

    private final AtomicLong nanos = new AtomicLong();
    private final MovableClock clock = new MovableClock();
    private final TestStore store = new TestStore(database(), clock);
    private final Broken sweeps = new Broken(store.sweeps());

    private static DataSource database() {
        return Objects.requireNonNull(database);
    }

    @BeforeAll
    static void start() {
        database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
    }

    private Sweeper sweeper() {
        SteadyClock steady = new SteadyClock(Instant.parse("2026-11-25T09:00:00Z"), nanos::get);
        return new Sweeper(sweeps, store.attempts(_ -> {}), store.clock(), steady, () -> {}, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /// What ends a thread.
    private static final class Ended extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// Sweeps that fail, hang or end their thread when told to.
    private static final class Broken implements Sweeps {
        private final Sweeps inner;
        private final AtomicBoolean failing = new AtomicBoolean();
        private final AtomicBoolean fatal = new AtomicBoolean();
        private final AtomicBoolean hanging = new AtomicBoolean();
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Broken(Sweeps inner) {
            this.inner = inner;
        }

        @Override
        public int expire(Instant now, int limit) {
            if (fatal.get()) {
                throw new Ended();
            }
            if (failing.get()) {
                throw new IllegalStateException("the database is away");
            }
            if (hanging.get()) {
                hang();
            }
            return inner.expire(now, limit);
        }

        private void hang() {
            try {
                entered.countDown();
                released.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public int tooLate(Instant now, int limit) {
            return inner.tooLate(now, limit);
        }

        @Override
        public int overdue(Instant now, int limit) {
            return inner.overdue(now, limit);
        }
    }

    @Test
    void sweepsThatFailAreBehindAfterThirtySecondsAndNoReasonToRestart() {
        try (Sweeper sweeper = sweeper()) {
            sweeps.failing.set(true);
            sweeper.start();
            pass(Duration.ofSeconds(30));
            assertThat(sweeper.behind()).isEmpty();
            pass(Duration.ofSeconds(1));
            assertThat(sweeper.behind().orElseThrow())
                    .startsWith("No sweep for due expiries has succeeded for 30 s; look at");
            pass(Duration.ofSeconds(121));
            await().atMost(SOON).until(() -> sweeper.stopped().isEmpty());
            assertThat(sweeper.behind()).isPresent();
            sweeps.failing.set(false);
            await().atMost(SOON).until(() -> sweeper.behind().isEmpty());
        }
    }

    @Test
    void aSweepThatHangsIsAReasonToRestart() throws InterruptedException {
        try (Sweeper sweeper = sweeper()) {
            sweeps.hanging.set(true);
            sweeper.start();
            sweeps.entered.await();
            pass(Duration.ofMinutes(2));
            assertThat(sweeper.stopped()).isEmpty();
            pass(Duration.ofSeconds(1));
            assertThat(sweeper.stopped()).hasValue("The sweeper has hung for 120 s; restart the service.");
            sweeps.released.countDown();
            await().atMost(SOON).until(() -> sweeper.stopped().isEmpty());
        }
    }

    @Test
    void aSweeperWhoseThreadEndedIsAReasonToRestart() {
        try (Sweeper sweeper = sweeper()) {
            assertThat(sweeper.stopped()).as("it has not begun").isEmpty();
            sweeps.fatal.set(true);
            sweeper.start();
            await().dontCatchUncaughtExceptions()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(sweeper.stopped())
                            .hasValue("The sweeper's thread has ended; restart the service."));
        }
    }

    /// A target whose first call ends the thread that makes it.
    private static final class Fatal implements Target {
        private final AtomicBoolean first = new AtomicBoolean(true);

        @Override
        public Answer apply(Wanted wanted) {
            if (first.getAndSet(false)) {
                throw new Ended();
            }
            return new Answer.NoAnswer("It is away.");
        }

        @Override
        public Optional<String> objection(String account, Set<String> entitlements) {
            return Optional.empty();
        }

        @Override
        public Set<String> obligations() {
            return Set.of();
        }

        @Override
        public Optional<String> missing() {
            return Optional.empty();
        }
    }

    @Test
    void aLaneThatLostAThreadIsAReasonToRestartAndOneWhoseTargetIsAwayIsNot() {
        FakeTarget away = new FakeTarget(Set.of());
        away.silent(true);
        Target fatal = new Fatal();
        Map<String, Target> targets = Map.of("away", away, "fatal", fatal);
        World world = new World(database(), clock, targets);
        Converge converge = new Converge(world.store().claims(), new Targets(targets), (_, _) -> {}, clock);
        Lane waiting = new Lane("away", away, 1, converge, clock);
        Lane broken = new Lane("fatal", fatal, 1, converge, clock);
        try (Lanes lanes = new Lanes(Map.of("away", waiting, "fatal", broken))) {
            assertThat(lanes.stopped()).as("they have not begun").isEmpty();
            lanes.start();
            world.order(Samples.terms(clock.instant()).account("away", "alice").build());
            await().atMost(SOON).until(() -> waiting.last().isPresent());
            assertThat(lanes.stopped()).isEmpty();
            world.order(Samples.terms(clock.instant()).account("fatal", "alice").build());
            await().dontCatchUncaughtExceptions()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(lanes.stopped())
                            .hasValue("1 of 1 threads of lane 'fatal' have ended; restart the service."));
            assertThat(waiting.stopped()).isEmpty();
        }
    }
}
