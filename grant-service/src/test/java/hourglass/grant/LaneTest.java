package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// Lanes on the real store.
class LaneTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// A target that takes every call and never comes back.
    private static final class Hanging implements Target {
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public Answer apply(Wanted wanted) {
            try {
                released.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return new Answer.NoAnswer("timeout.");
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
            return Optional.of("Nobody knows.");
        }
    }

    @Test
    void aHangingTargetFillsItsOwnLaneOnlyAndLanesLookByThemselves() {
        DataSource database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
        MovableClock clock = new MovableClock();
        Hanging hanging = new Hanging();
        FakeTarget healthy = new FakeTarget(Set.of("payments_reader"));
        Map<String, Target> targets = Map.of("sick", hanging, "db", healthy);
        World world = new World(database, clock, targets);
        Converge converge = new Converge(world.store().claims(), new Targets(targets), (_, _) -> {}, clock);
        try (Lane sick = new Lane("sick", hanging, 2, converge, clock);
                Lane lane = new Lane("db", healthy, 2, converge, clock)) {
            sick.start();
            lane.start();
            for (int i = 0; i < 10; i++) {
                world.order(Samples.terms(clock.instant())
                        .account("sick", "account" + i)
                        .build());
            }
            Terms terms = Samples.terms(clock.instant()).build();
            world.order(terms); // nobody wakes the lane
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(world.grant(terms.request())).isInstanceOf(Grant.Active.class));
            assertThat(lane.last())
                    .hasValueSatisfying(sight -> assertThat(sight.error()).isNull());
            assertThat(sick.missing()).hasValue("Nobody knows.");
            assertThat(sick.stopped()).as("a target that hangs ends no thread").isEmpty();
            hanging.released.countDown();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sick.last())
                            .hasValueSatisfying(
                                    sight -> assertThat(sight.error()).isEqualTo("timeout.")));
        }
    }

    @Test
    void aThreadThatFindsMoreAndMoreWorkCallsTheOtherOne() {
        DataSource database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
        MovableClock clock = new MovableClock();
        FakeTarget fake = new FakeTarget(Set.of("payments_reader"));
        Together target = new Together(fake, 2);
        World world = new World(database, clock, Map.of("db", target));
        AtomicInteger looks = new AtomicInteger();
        Claims claims = new CountedClaims(world.store().claims(), looks);
        Converge converge = new Converge(claims, new Targets(Map.of("db", target)), (_, _) -> {}, clock);
        // Neither looks by itself after its first look.
        try (Lane lane = new Lane("db", target, 2, converge, clock, Duration.ofHours(1))) {
            lane.start();
            await().atMost(SOON).until(() -> looks.get() == 2);
            for (int i = 0; i < 4; i++) {
                world.order(Samples.terms(clock.instant())
                        .account("db", "account" + i)
                        .build());
            }
            lane.wake();
            await().atMost(SOON).untilAsserted(() -> assertThat(target.met()).isTrue());
        }
    }

    /// Takes calls; those after the first few wait until there are two at once.
    private static final class Together implements Target {
        private final Target inner;
        private final AtomicInteger alone;
        private final CountDownLatch both = new CountDownLatch(2);

        Together(Target inner, int alone) {
            this.inner = inner;
            this.alone = new AtomicInteger(alone);
        }

        boolean met() {
            return both.getCount() == 0;
        }

        @Override
        public Answer apply(Wanted wanted) {
            if (alone.getAndDecrement() <= 0) {
                both.countDown();
                try {
                    var _ = both.await(SOON.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
            return inner.apply(wanted);
        }

        @Override
        public Optional<String> objection(String account, Set<String> entitlements) {
            return inner.objection(account, entitlements);
        }

        @Override
        public Set<String> obligations() {
            return inner.obligations();
        }

        @Override
        public Optional<String> missing() {
            return inner.missing();
        }
    }

    /// Counts how often somebody looked for work.
    private record CountedClaims(Claims inner, AtomicInteger looks) implements Claims {
        @Override
        public Optional<Claim> take(String target, Instant now) {
            Optional<Claim> taken = inner.take(target, now);
            looks.incrementAndGet();
            return taken;
        }

        @Override
        public Optional<Settlement> settle(
                Claim claim, Instant now, Function<Collection<Grant.Unfinished>, Settlement> judge) {
            return inner.settle(claim, now, judge);
        }

        @Override
        public boolean refence(Claim claim, long newest, Instant now) {
            return inner.refence(claim, newest, now);
        }

        @Override
        public void hurry(Grant.Unfinished grant, Instant now) {
            inner.hurry(grant, now);
        }
    }

    @Test
    void waitsAreBetweenOneSecondAndAMinuteAndSpread() {
        Backoff backoff = new Backoff(new Random(7));
        Set<Duration> seen = new HashSet<>();
        for (int failures = 1; failures < 100; failures++) {
            Duration wait = backoff.after(failures);
            seen.add(wait);
            assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
        }
        assertThat(seen).hasSizeGreaterThan(80);
        assertThat(backoff.after(1)).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(50)).isGreaterThan(Duration.ofSeconds(30));
    }
}
