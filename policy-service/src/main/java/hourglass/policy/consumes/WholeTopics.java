package hourglass.policy.consumes;

import hourglass.events.TopicRecords;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.messaging.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/// Opens topics that are read whole, with no group: their records are this service's own memory.
@Component
public final class WholeTopics {
    private static final Logger LOG = LoggerFactory.getLogger(WholeTopics.class);
    private static final String SERVICE = "policy-service";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConsumerFactory<String, byte[]> consumers;
    private final KafkaOperations<String, byte[]> kafka;
    private final Codec codec;

    public WholeTopics(ConsumerFactory<String, byte[]> consumers, KafkaOperations<String, byte[]> kafka, Codec codec) {
        this.consumers = consumers;
        this.kafka = kafka;
        this.codec = codec;
    }

    /// @param each is called with key and event; a record that can't be decoded is put aside with an alarm
    WholeTopic open(String topic, BiConsumer<String, SpecificRecord> each) {
        Map<String, Object> settings = new HashMap<>(consumers.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new WholeTopic(new KafkaConsumer<>(settings), topic, PATIENCE, record -> hand(record, each));
    }

    private void hand(ConsumerRecord<String, byte[]> record, BiConsumer<String, SpecificRecord> each) {
        SpecificRecord event;
        try {
            event = codec.read(record.value());
        } catch (UndecodableException e) {
            putAside(record, String.valueOf(e.getMessage()));
            return;
        }
        if (TopicRecords.find(record.topic(), event.getSchema().getFullName()).isEmpty()) {
            putAside(record, "A " + event.getSchema().getFullName() + " has no place here");
            return;
        }
        each.accept(record.key(), event);
    }

    /// The record as it came, on the dead letter topic. It stays where it is too, so a restart puts it aside again.
    private void putAside(ConsumerRecord<String, byte[]> record, String why) {
        LOG.error("ALARM: {}-{}@{} was put aside: {}", record.topic(), record.partition(), record.offset(), why);
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(Topics.deadLetters(record.topic(), SERVICE), record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        letter.headers().add("kafka_dlt-exception-message", why.getBytes(StandardCharsets.UTF_8));
        letter.headers().add("kafka_dlt-original-topic", record.topic().getBytes(StandardCharsets.UTF_8));
        kafka.send(letter).join();
    }
}
