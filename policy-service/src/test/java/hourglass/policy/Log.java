package hourglass.policy;

import hourglass.messaging.Codec;
import hourglass.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/// What stands on a topic, read from its beginning as any consumer would.
public final class Log implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Codec codec;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    public Log(String topic, Codec codec) {
        this.codec = codec;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
    }

    /// All records by now: those that are there when it is called are among them, however long it takes to read them.
    public List<ConsumerRecord<String, byte[]>> records() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        do {
            consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        } while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
        return List.copyOf(records);
    }

    /// All events of a type by now.
    public <T extends SpecificRecord> List<T> all(Class<T> type) {
        return records().stream()
                .map(record -> codec.read(record.value()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /// The first event of a type that is so, as soon as it is there.
    public <T extends SpecificRecord> T first(Class<T> type, Predicate<T> so) {
        return Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> all(type).stream().filter(so).findFirst(), java.util.Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
