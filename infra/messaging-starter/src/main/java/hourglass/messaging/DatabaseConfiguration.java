package hourglass.messaging;

import java.util.Arrays;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// For a service with a database: its outbox, and what it has learnt from the registry, in tables of the starter's
/// own.
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({JdbcClient.class, FlywayConfigurationCustomizer.class})
@ConditionalOnBean(DataSource.class)
class DatabaseConfiguration {
    private static final String MIGRATIONS = "classpath:hourglass/messaging/migration";

    @Bean
    FlywayConfigurationCustomizer messagingMigrations() {
        return flyway -> flyway.locations(
                Stream.concat(Arrays.stream(flyway.getLocations()).map(Object::toString), Stream.of(MIGRATIONS))
                        .toArray(String[]::new));
    }

    @Bean
    KnownSchemas knownSchemas(DataSource database, PlatformTransactionManager transactions) {
        TransactionTemplate apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new SchemaTable(JdbcClient.create(database), apart);
    }

    @Bean
    LateWrites lateWrites(DataSource database) {
        return new LateWrites(new JdbcTemplate(database));
    }

    @Bean
    Outbox eventOutbox(LateWrites writes, Codec codec, @Value("${spring.application.name}") String writer) {
        return new Outbox(writes, codec, writer);
    }

    @Bean
    OutboxRetention outboxRetention(DataSource database) {
        return new OutboxRetention(JdbcClient.create(database));
    }
}
