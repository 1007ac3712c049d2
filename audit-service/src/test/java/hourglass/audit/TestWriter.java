package hourglass.audit;

import hourglass.events.Headers;
import hourglass.events.Meta;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Writes to Kafka as the other services do.
final class TestWriter implements AutoCloseable {
    private static final Map<String, String> WRITERS = Map.of(
            Topics.DECISIONS, "/policy-service",
            Topics.DIRECTORY, "/policy-service",
            Topics.GRANTS, "/grant-service",
            Topics.EXPIRIES, "/grant-service");

    private final KafkaProducer<String, byte[]> producer;
    private final Supplier<Codec> codec;

    TestWriter(String kafka, Supplier<Codec> codec) {
        this.codec = codec;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "linger.ms", 0), new StringSerializer(), new ByteArraySerializer());
    }

    /// Sends an event to the topic of its kind and returns its offset.
    long send(String topic, SpecificRecord event) {
        return send(encode(topic, event));
    }

    /// The record that would be sent: it can be kept while the service, whose codec it is, is down.
    ProducerRecord<String, byte[]> encode(String topic, SpecificRecord event) {
        Meta meta = (Meta) event.get(event.getSchema().getField("meta").pos());
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, meta.getAggregate(), codec.get().write(topic, event));
        header(record, Headers.ID, meta.getEventId().toString());
        header(record, Headers.TYPE, event.getSchema().getFullName());
        header(record, Headers.SOURCE, WRITERS.getOrDefault(topic, "/request-service"));
        return record;
    }

    /// Sends bytes as they are.
    long send(String topic, @Nullable String key, byte @Nullable [] value) {
        return send(new ProducerRecord<>(topic, key, value));
    }

    long send(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record).get().offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
