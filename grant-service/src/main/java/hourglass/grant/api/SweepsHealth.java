package hourglass.grant.api;

import hourglass.grant.Sweeper;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Ready means: due access was looked for not long ago, and found its end. Otherwise the database is away or in
/// trouble, and nothing ends by itself until it is back.
@Component("expirySweeps")
class SweepsHealth implements HealthIndicator {
    private final Sweeper sweeper;

    SweepsHealth(Sweeper sweeper) {
        this.sweeper = sweeper;
    }

    @Override
    public Health health() {
        return sweeper.behind()
                .map(why -> Health.down().withDetail("reason", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
