package hourglass.grant.api;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.Lanes;
import hourglass.grant.MovableClock;
import hourglass.grant.SteadyClock;
import hourglass.grant.Sweeper;
import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/// What an orchestrator hears of a sweeper that stands still.
class HealthTest {
    private static Status status(HealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health()).getStatus();
    }

    @Test
    void withoutSweepsItIsNotReadyAndWithoutASweeperNotAlive() {
        DataSource database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
        TestStore store = new TestStore(database, new MovableClock());
        AtomicLong nanos = new AtomicLong();
        SteadyClock steady = new SteadyClock(Instant.parse("2026-11-25T09:00:00Z"), nanos::get);
        try (Lanes none = new Lanes(Map.of());
                Sweeper sweeper = new Sweeper(
                        store.sweeps(), store.attempts(_ -> {}), store.clock(), steady, () -> {}, nanos::get)) {
            SweepsHealth sweeps = new SweepsHealth(sweeper);
            WorkersHealth workers = new WorkersHealth(sweeper, none);
            assertThat(status(sweeps)).isEqualTo(Status.UP);
            nanos.addAndGet(Duration.ofSeconds(31).toNanos());
            assertThat(status(sweeps)).isEqualTo(Status.DOWN);
            assertThat(status(workers)).isEqualTo(Status.UP);
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            assertThat(status(workers)).isEqualTo(Status.DOWN);
            sweeper.once();
            assertThat(status(sweeps)).isEqualTo(Status.UP);
            assertThat(status(workers)).isEqualTo(Status.UP);
        }
    }
}
