package hourglass.policy.api;

import hourglass.policy.loading.PolicySets;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Ready means: a policy set is in use, and the repository has answered not too long ago.
@Component("policySet")
class PolicySetHealth implements HealthIndicator {
    private final PolicySets sets;

    PolicySetHealth(PolicySets sets) {
        this.sets = sets;
    }

    @Override
    public Health health() {
        return sets.current()
                .map(set -> (sets.outdated() ? Health.outOfService() : Health.up())
                        .withDetail("serial", set.policy().serial())
                        .withDetail("commit", set.policy().commit())
                        .build())
                .orElseGet(() -> Health.outOfService()
                        .withDetail("reason", "No policy set is in use yet.")
                        .build());
    }
}
