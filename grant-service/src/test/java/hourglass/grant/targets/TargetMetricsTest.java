package hourglass.grant.targets;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.FakeTarget;
import hourglass.grant.MovableClock;
import hourglass.grant.Samples;
import hourglass.grant.Targets;
import hourglass.grant.Terms;
import hourglass.grant.World;
import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// What whoever watches the service sees of removals, on the real store.
class TargetMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MovableClock clock = new MovableClock();
    private final FakeTarget fake = new FakeTarget(Set.of("payments_reader"));

    private double overdue(String target) {
        return meters.get("hourglass.grant.overdue")
                .tag("target", target)
                .gauge()
                .value();
    }

    @Test
    void overdueGrantsAndTheLatenessOfRemovalsAreSeenByTarget() {
        DataSource database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
        Targets targets = new Targets(Map.of("db", fake, "other", new FakeTarget(Set.of())));
        World world =
                new World(database, clock, targets.byId(), store -> new TargetMetrics(meters, targets, store.views()));
        Terms terms =
                Samples.terms(clock.instant()).granted(Duration.ofMinutes(10)).build();
        world.order(terms);
        world.settle("db");

        world.pass(Duration.ofMinutes(10));
        assertThat(overdue("db")).isZero();
        fake.silent(true);
        world.round("db");
        world.pass(Duration.ofSeconds(90));
        assertThat(overdue("db")).isEqualTo(1);
        assertThat(overdue("other")).isZero();

        fake.silent(false);
        world.settle("db");
        assertThat(overdue("db")).isZero();
        Timer lateness = meters.get("hourglass.grant.removal.lateness")
                .tag("target", "db")
                .timer();
        assertThat(lateness.count()).isEqualTo(1);
        assertThat(lateness.totalTime(TimeUnit.SECONDS)).isEqualTo(90);
    }
}
