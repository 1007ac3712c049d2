package hourglass.messaging;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// For a service that tells its health: name `writtenSchemas` in its readiness group.
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(HealthIndicator.class)
class HealthConfiguration {
    @Bean("writtenSchemas")
    HealthIndicator writtenSchemas(SchemaLearning learning) {
        return new WrittenSchemasHealth(learning);
    }
}
