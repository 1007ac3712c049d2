package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
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
            hanging.released.countDown();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sick.last())
                            .hasValueSatisfying(
                                    sight -> assertThat(sight.error()).isEqualTo("timeout.")));
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
