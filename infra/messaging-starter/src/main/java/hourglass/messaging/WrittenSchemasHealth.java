package hourglass.messaging;

import java.util.SortedSet;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Down until the id of every schema that this service writes is known. As part of readiness it keeps a new version
/// with a changed schema from taking over while the registry is away: that version could write none of its events, and
/// the state that goes with them would stand still.
final class WrittenSchemasHealth implements HealthIndicator {
    private final SchemaLearning learning;

    WrittenSchemasHealth(SchemaLearning learning) {
        this.learning = learning;
    }

    @Override
    public Health health() {
        SortedSet<String> unwritable = learning.unwritable();
        return unwritable.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("unknown", unwritable).build();
    }
}
