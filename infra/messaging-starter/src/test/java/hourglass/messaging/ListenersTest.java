package hourglass.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.events.Headers;
import hourglass.events.TopicPlan;
import hourglass.events.Topics;
import hourglass.testkit.TestKafka;
import hourglass.testkit.TestRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/// What holds for every kind of listener. On a real broker and a real registry.
@SuppressWarnings({"NullAway.Init", "unchecked"})
abstract class ListenersTest {
    private static final String DEAD = Topics.deadLetters(Topics.PEOPLE, "test-service");

    private final Class<?> listener;
    ConfigurableApplicationContext service;
    TestListener.People people;
    KafkaTemplate<String, byte[]> kafka;
    Publisher publisher;
    Codec codec;
    private Consumer<String, byte[]> dead;

    /// @param listener configuration of a service with a [TestListener.People]
    ListenersTest(Class<?> listener) {
        this.listener = listener;
    }

    @BeforeEach
    void start() {
        TestKafka.createAllTopics(1);
        TestKafka.createTopics(List.of(new TopicPlan(DEAD, 1, Map.of("cleanup.policy", "delete"))));
        service = new SpringApplicationBuilder(listener)
                .web(WebApplicationType.NONE)
                .initializers(
                        context -> context.getBeanFactory().registerSingleton("meters", new SimpleMeterRegistry()))
                .run(
                        "--spring.application.name=test-service",
                        "--spring.main.banner-mode=off",
                        "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure"
                                + ".DataSourceAutoConfiguration",
                        "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                        "--hourglass.registry.url=" + TestRegistry.url());
        people = service.getBean(TestListener.People.class);
        kafka = service.getBean(KafkaTemplate.class);
        publisher = service.getBean(Publisher.class);
        codec = service.getBean(Codec.class);
        dead = service.getBean(ConsumerFactory.class).createConsumer("reader-of-dead-letters", "");
        TopicPartition partition = new TopicPartition(DEAD, 0);
        dead.assign(List.of(partition));
        dead.seekToEnd(List.of(partition));
        dead.position(partition);
    }

    @AfterEach
    void stop() {
        dead.close();
        service.close();
    }

    @Test
    void handsAnEventToTheHandlerOfItsType() {
        publisher.send(Topics.PEOPLE, "anna", Events.locked("anna", "left"));

        await().until(() -> people.handled.contains("anna"));
        assertThat(people.traces.getLast()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void commitsTheOffsetOfTheLastRecordThoughNothingComesAfterIt() {
        publisher.send(Topics.PEOPLE, "first", Events.locked("first", "left"));
        publisher.send(Topics.PEOPLE, "last", Events.locked("last", "left"));

        await().until(() -> people.handled.contains("last"));
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(committed()).isEqualTo(end()));
    }

    @Test
    void putsPoisonAsideByteForByteAndGoesOn() {
        byte[] poison = {7, 1, 2, 3};
        kafka.send(headed("poison", "hourglass.events.PersonLocked", poison)).join();
        publisher.send(Topics.PEOPLE, "after-poison", Events.locked("after-poison", "left"));

        ConsumerRecord<String, byte[]> letter = letterOf("poison");
        assertThat(letter.value()).isEqualTo(poison);
        assertThat(text(letter, "kafka_dlt-exception-message")).contains("can't be decoded");
        assertThat(text(letter, "kafka_dlt-original-topic")).isEqualTo(Topics.PEOPLE);
        assertThat(letter.headers().lastHeader("kafka_dlt-original-offset")).isNotNull();
        await().until(() -> people.handled.contains("after-poison"));
        assertThat(service.getBean(MeterRegistry.class)
                        .get("hourglass.dead.letters")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void putsATypeUnknownToTheContractAside() {
        byte[] value = codec.write(Topics.PEOPLE, Events.locked("stranger", "left"));
        kafka.send(headed("stranger", "hourglass.events.PersonPromoted", value)).join();

        assertThat(letterOf("stranger").value()).isEqualTo(value);
        assertThat(people.handled).doesNotContain("stranger");
    }

    @Test
    void putsARecordAsideWhoseHeaderLies() {
        byte[] value = codec.write(Topics.PEOPLE, Events.refused("liar"));
        kafka.send(headed("liar", "hourglass.events.PersonLocked", value)).join();

        assertThat(letterOf("liar").value()).isEqualTo(value);
    }

    @Test
    void passesOverATypeThatItDoesNotHandleWithoutDecodingIt() {
        kafka.send(headed("unread", "hourglass.events.AttemptRefused", new byte[] {7, 7}))
                .join();
        publisher.send(Topics.PEOPLE, "after-unread", Events.locked("after-unread", "left"));

        await().until(() -> people.handled.contains("after-unread"));
        await().untilAsserted(() -> assertThat(committed()).isEqualTo(end()));
        assertThat(letters()).noneMatch(letter -> letter.key().equals("unread"));
    }

    @Test
    void triesAFailingHandlerTenTimesAndThenPutsTheRecordAside() {
        byte[] value = codec.write(Topics.PEOPLE, Events.locked("failing", "fails always"));
        kafka.send(headed("failing", "hourglass.events.PersonLocked", value)).join();
        publisher.send(Topics.PEOPLE, "once", Events.locked("once", "fails once"));

        assertThat(letterOf("failing").value()).isEqualTo(value);
        assertThat(people.tries.get("failing")).hasValue(10);
        await().until(() -> people.handled.contains("once"));
        assertThat(people.tries.get("once")).hasValue(2);
    }

    @Test
    void putsARecordAsideAtOnceThatTheHandlerRefuses() {
        byte[] value = codec.write(Topics.PEOPLE, Events.locked("unwanted", "refused"));
        kafka.send(headed("unwanted", "hourglass.events.PersonLocked", value)).join();
        publisher.send(Topics.PEOPLE, "after-unwanted", Events.locked("after-unwanted", "left"));

        ConsumerRecord<String, byte[]> letter = letterOf("unwanted");
        assertThat(letter.value()).isEqualTo(value);
        assertThat(text(letter, "kafka_dlt-exception-message")).contains("wants no such record");
        await().until(() -> people.handled.contains("after-unwanted"));
        assertThat(people.tries.get("unwanted")).hasValue(1);
    }

    @Test
    void waitsForAsLongAsItTakesWhenAHandlerSaysNotYet() {
        publisher.send(Topics.PEOPLE, "waiting", Events.locked("waiting", "not yet"));

        await().atMost(Duration.ofSeconds(90)).until(() -> people.handled.contains("waiting"));
        assertThat(people.tries.get("waiting")).hasValue(12);
        assertThat(letters()).isEmpty();
    }

    @Test
    void goesOnForAsLongAsItTakesWhenAFailureIsFollowedByNotYet() {
        publisher.send(Topics.PEOPLE, "turning", Events.locked("turning", "fails once and then not yet"));

        await().atMost(Duration.ofSeconds(90)).until(() -> people.handled.contains("turning"));
        assertThat(people.tries.get("turning")).hasValue(14);
        assertThat(letters()).isEmpty();
    }

    @Test
    void putsARecordAsideThatIsRefusedAfterItWasWaitedFor() {
        publisher.send(Topics.PEOPLE, "awaited", Events.locked("awaited", "not yet and then refused"));

        assertThat(letterOf("awaited").key()).isEqualTo("awaited");
        assertThat(people.tries.get("awaited")).hasValue(3);
    }

    @Test
    void putsARecordAsideThatFailsAlwaysAfterItWasWaitedFor() {
        publisher.send(Topics.PEOPLE, "hopeless", Events.locked("hopeless", "not yet and then fails always"));

        assertThat(letterOf("hopeless").key()).isEqualTo("hopeless");
    }

    @Test
    void retriesWhileTheRegistryIsAwayAndThenHandlesTheRecord() {
        // A schema of the contract that this service has not learnt: another subject, so another id.
        Codec elsewhere = new Codec(new Registry(CodecTest.settings(TestRegistry.url())), new KnownSchemas.InProcess());
        byte[] value = elsewhere.write(Topics.PEOPLE, Events.locked("patient", "left"));
        try (ConfigurableApplicationContext cutOff = cutOff()) {
            TestListener.People there = cutOff.getBean(TestListener.People.class);
            kafka.send(headed("patient", "hourglass.events.PersonLocked", value))
                    .join();

            await().during(Duration.ofSeconds(3)).until(() -> there.handled.isEmpty());
            assertThat(letters()).isEmpty();
        }
        await().until(() -> people.handled.contains("patient"));
    }

    /// The same service with a registry that isn't there, in a group of its own.
    private ConfigurableApplicationContext cutOff() {
        return new SpringApplicationBuilder(listener)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.application.name=cut-off",
                        "--spring.main.banner-mode=off",
                        "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure"
                                + ".DataSourceAutoConfiguration",
                        "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                        "--hourglass.registry.url=http://localhost:1");
    }

    static ProducerRecord<String, byte[]> headed(String key, String type, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.PEOPLE, key, value);
        record.headers().add(Headers.TYPE, type.getBytes(UTF_8));
        return record;
    }

    ConsumerRecord<String, byte[]> letterOf(String key) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> letters().stream()
                                .filter(letter -> letter.key().equals(key))
                                .findFirst()
                                .orElse(null),
                        letter -> letter != null);
    }

    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    private List<ConsumerRecord<String, byte[]>> letters() {
        dead.poll(Duration.ofMillis(200)).forEach(seen::add);
        return seen;
    }

    private long committed() {
        TopicPartition partition = new TopicPartition(Topics.PEOPLE, 0);
        try (Consumer<String, byte[]> consumer =
                service.getBean(ConsumerFactory.class).createConsumer("test-service", "probe")) {
            OffsetAndMetadata offset = consumer.committed(Set.of(partition)).get(partition);
            return offset == null ? -1 : offset.offset();
        }
    }

    private long end() {
        TopicPartition partition = new TopicPartition(Topics.PEOPLE, 0);
        return dead.endOffsets(List.of(partition)).getOrDefault(partition, -2L);
    }

    private static String text(ConsumerRecord<String, byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), UTF_8);
    }
}
