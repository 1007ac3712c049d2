package hourglass.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import hourglass.events.GrantExpired;
import hourglass.events.Topics;
import hourglass.testkit.Database;
import hourglass.testkit.TestConnect;
import hourglass.testkit.TestKafka;
import hourglass.testkit.TestPostgres;
import hourglass.testkit.TestRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// On a real PostgreSQL, through Debezium to a real broker.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings({"NullAway.Init", "unchecked"})
class OutboxTest {
    private final Database database = TestPostgres.database();
    private ConfigurableApplicationContext service;
    private Outbox outbox;
    private JdbcClient jdbc;
    private TransactionTemplate transaction;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Service {
        @Bean
        WrittenEvents writtenEvents() {
            return WrittenEvents.none().and(Topics.EXPIRIES, List.of(GrantExpired.class));
        }
    }

    @BeforeAll
    void start() {
        TestKafka.createAllTopics(1);
        service = run(TestRegistry.url());
        outbox = service.getBean(Outbox.class);
        jdbc = service.getBean(JdbcClient.class);
        transaction = new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
        await().until(() ->
                jdbc.sql("SELECT count(*) FROM schema_known").query(Long.class).single() > 0);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void leavesWithTheTransactionThroughDebeziumToKafka() {
        TestConnect.publishOutbox(database);
        GrantExpired event = Events.expired("published");
        transaction.executeWithoutResult(status -> outbox.add(Topics.EXPIRIES, "published", event));

        ConsumerRecord<String, byte[]> record = published("published");
        assertThat(service.getBean(Codec.class).read(record.value())).isEqualTo(event);
        assertThat(text(record, "ce_id")).isEqualTo(event.getMeta().getEventId().toString());
        assertThat(text(record, "ce_type")).isEqualTo("hourglass.events.GrantExpired");
        assertThat(text(record, "ce_source")).isEqualTo("/test-service");
        assertThat(text(record, "ce_time")).isEqualTo("2026-11-24T09:00:03.120442Z");
        assertThat(text(record, "ce_subject")).isEqualTo("published");
        assertThat(text(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void leavesNothingBehindWhenTheTransactionRollsBack() {
        transaction.executeWithoutResult(status -> {
            outbox.add(Topics.EXPIRIES, "undone", Events.expired("undone"));
            status.setRollbackOnly();
        });

        assertThat(rows("undone")).isZero();
    }

    @Test
    void addsManyInOneGo() {
        transaction.executeWithoutResult(
                status -> outbox.addAll(Topics.EXPIRIES, List.of(Events.expired("many"), Events.expired("many"))));

        assertThat(rows("many")).isEqualTo(2);
    }

    @Test
    void writesInTheOrderOfAddingWhateverTheTopicOnceAtTheEnd() {
        transaction.executeWithoutResult(status -> {
            outbox.add(Topics.EXPIRIES, "ordered", Events.expired("ordered"));
            outbox.add(Topics.PEOPLE, "ordered", Events.locked("ordered", "left"));
            outbox.addAll(Topics.EXPIRIES, List.of(Events.expired("ordered")));
            assertThat(rows("ordered")).isZero();
        });

        assertThat(jdbc.sql("SELECT topic FROM outbox WHERE key = 'ordered' ORDER BY ctid")
                        .query(String.class)
                        .list())
                .containsExactly(Topics.EXPIRIES, Topics.PEOPLE, Topics.EXPIRIES);
    }

    @Test
    void writesEarlierForWhoeverReadsInTheSameTransactionAndNothingTwice() {
        transaction.executeWithoutResult(status -> {
            outbox.add(Topics.EXPIRIES, "early", Events.expired("early"));
            service.getBean(LateWrites.class).flush();
            assertThat(rows("early")).isEqualTo(1);
        });

        assertThat(rows("early")).isEqualTo(1);
    }

    @Test
    void refusesWhatWouldComeTooLateToBeWritten() {
        List<Throwable> refused = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            outbox.add(Topics.EXPIRIES, "in-time", Events.expired("in-time"));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    refused.add(late());
                }

                @Override
                public void afterCommit() {
                    refused.add(late());
                }

                private Throwable late() {
                    return catchThrowable(() -> outbox.add(Topics.EXPIRIES, "late", Events.expired("late")));
                }
            });
        });

        assertThat(refused).hasSize(2).allSatisfy(e -> assertThat(e).isInstanceOf(IllegalStateException.class));
        assertThat(rows("in-time")).isEqualTo(1);
        assertThat(rows("late")).isZero();
    }

    @Test
    void keepsWhatAnInnerTransactionWritesApart() {
        TransactionTemplate inner = new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(status -> {
            outbox.add(Topics.EXPIRIES, "outer", Events.expired("outer"));
            inner.executeWithoutResult(_ -> outbox.add(Topics.EXPIRIES, "inner", Events.expired("inner")));
            assertThat(rows("inner")).isEqualTo(1);
            status.setRollbackOnly();
        });

        assertThat(rows("inner")).isEqualTo(1);
        assertThat(rows("outer")).isZero();
    }

    @Test
    void refusesAnEventOutsideATransactionOrUnderAnotherKeyOrOnNoTopic() {
        assertThatThrownBy(() -> outbox.add(Topics.EXPIRIES, "bare", Events.expired("bare")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        status -> outbox.add(Topics.EXPIRIES, "one", Events.expired("another"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        status -> outbox.add("hourglass.nowhere", "one", Events.expired("one"))))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void keepsRowsForSevenDays() {
        transaction.executeWithoutResult(status -> {
            outbox.add(Topics.EXPIRIES, "old", Events.expired("old"));
            outbox.add(Topics.EXPIRIES, "young", Events.expired("young"));
        });
        jdbc.sql("UPDATE outbox SET created_at = now() - interval '7 days 1 minute' WHERE key = 'old'")
                .update();
        jdbc.sql("UPDATE outbox SET created_at = now() - interval '6 days 23 hours' WHERE key = 'young'")
                .update();

        assertThat(service.getBean(OutboxRetention.class).sweep()).isEqualTo(1);
        assertThat(rows("old")).isZero();
        assertThat(rows("young")).isEqualTo(1);
    }

    @Test
    void writesAndReadsWithoutTheRegistryOnceItHasLearnt() {
        try (ConfigurableApplicationContext restarted = run("http://localhost:1")) {
            Outbox its = restarted.getBean(Outbox.class);
            transaction(restarted)
                    .executeWithoutResult(status -> its.add(Topics.EXPIRIES, "cut-off", Events.expired("cut-off")));

            byte[] value = jdbc.sql("SELECT payload FROM outbox WHERE key = 'cut-off'")
                    .query(byte[].class)
                    .single();
            assertThat(restarted.getBean(Codec.class).read(value)).isInstanceOf(GrantExpired.class);
        }
    }

    private ConfigurableApplicationContext run(String registry) {
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.application.name=test-service",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                        "--hourglass.registry.url=" + registry);
    }

    private static TransactionTemplate transaction(ConfigurableApplicationContext context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    private long rows(String key) {
        return jdbc.sql("SELECT count(*) FROM outbox WHERE key = ?")
                .param(key)
                .query(Long.class)
                .single();
    }

    private ConsumerRecord<String, byte[]> published(String key) {
        try (Consumer<String, byte[]> consumer =
                service.getBean(ConsumerFactory.class).createConsumer("reader", "")) {
            TopicPartition partition = new TopicPartition(Topics.EXPIRIES, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
                return seen.stream().anyMatch(record -> record.key().equals(key));
            });
            return seen.stream()
                    .filter(record -> record.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String text(ConsumerRecord<String, byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), UTF_8);
    }
}
