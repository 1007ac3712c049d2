package hourglass.grant.targets;

import hourglass.grant.Grant;
import hourglass.grant.GrantViews;
import hourglass.grant.Lateness;
import hourglass.grant.Targets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// How removals do, by target: the gauge `hourglass.grant.overdue` counts grants whose removal is overdue, by the
/// database, and the timer `hourglass.grant.removal.lateness` measures this instance's removals from due to verified.
public final class TargetMetrics implements Lateness {
    private static final String TARGET = "target";

    private final MeterRegistry meters;

    public TargetMetrics(MeterRegistry meters, Targets targets, GrantViews views) {
        this.meters = meters;
        for (String target : targets.byId().keySet()) {
            Gauge.builder("hourglass.grant.overdue", views, seen -> seen.overdue(target))
                    .description("Grants whose removal is overdue; above zero somebody has access for too long")
                    .tag(TARGET, target)
                    .strongReference(true)
                    .register(meters);
        }
    }

    @Override
    public void verified(String target, Duration late) {
        Timer.builder("hourglass.grant.removal.lateness")
                .description("From when a removal was due to when the target was read back clean")
                .tag(TARGET, target)
                .serviceLevelObjectives(Duration.ofSeconds(1), Grant.PATIENCE)
                .register(meters)
                .record(late);
    }
}
