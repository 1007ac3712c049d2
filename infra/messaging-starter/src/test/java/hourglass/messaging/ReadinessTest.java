package hourglass.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.events.GrantExpired;
import hourglass.events.Topics;
import hourglass.testkit.Database;
import hourglass.testkit.TestPostgres;
import hourglass.testkit.TestRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/// On a real database, with the real registry or none.
class ReadinessTest {
    private final Database database = TestPostgres.database();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Service {
        @Bean
        WrittenEvents writtenEvents() {
            return WrittenEvents.none().and(Topics.EXPIRIES, List.of(GrantExpired.class));
        }
    }

    @Test
    void isDownUntilEverySchemaItWritesHasAnIdAndThenNeedsNoRegistry() {
        try (ConfigurableApplicationContext cutOff = run("http://localhost:1")) {
            Health health = health(cutOff);
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails()).hasToString("{unknown=[hourglass.expiries-hourglass.events.GrantExpired]}");
        }
        try (ConfigurableApplicationContext connected = run(TestRegistry.url())) {
            await().until(() -> health(connected).getStatus().equals(Status.UP));
        }
        try (ConfigurableApplicationContext restarted = run("http://localhost:1")) {
            await().until(() -> health(restarted).getStatus().equals(Status.UP));
        }
    }

    private static Health health(ConfigurableApplicationContext service) {
        HealthIndicator schemas = service.getBean("writtenSchemas", HealthIndicator.class);
        Health health = schemas.health();
        return health == null ? Health.unknown().build() : health;
    }

    private ConfigurableApplicationContext run(String registry) {
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.application.name=test-service",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--hourglass.registry.url=" + registry);
    }
}
