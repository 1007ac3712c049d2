package hourglass.grant.api;

import hourglass.grant.Lanes;
import hourglass.grant.Sweeper;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Alive means: the thread that ends access by time and those that work on targets are there. What is wrong otherwise
/// only a restart mends, so this is part of liveness. A target that is away changes nothing here, and neither does the
/// database: a restart would not bring it back.
@Component("workers")
class WorkersHealth implements HealthIndicator {
    private final Sweeper sweeper;
    private final Lanes lanes;

    WorkersHealth(Sweeper sweeper, Lanes lanes) {
        this.sweeper = sweeper;
        this.lanes = lanes;
    }

    @Override
    public Health health() {
        return sweeper.stopped()
                .or(lanes::stopped)
                .map(why -> Health.down().withDetail("reason", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
