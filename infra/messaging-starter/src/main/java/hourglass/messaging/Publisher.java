package hourglass.messaging;

import java.util.concurrent.CompletionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;

/// Sends events straight to Kafka, for a service that keeps no state of its own beside them.
public final class Publisher {
    private final KafkaOperations<String, byte[]> kafka;
    private final Codec codec;
    private final String writer;

    Publisher(KafkaOperations<String, byte[]> kafka, Codec codec, String writer) {
        this.kafka = kafka;
        this.codec = codec;
        this.writer = writer;
    }

    /// Sends an event and returns when all in-sync replicas have it.
    ///
    /// @param key the record key, the same as `meta.aggregate`
    /// @throws RetryLater when Kafka does not take it in time; it may be there, so repeat it with the same id
    /// @throws RegistryUnavailableException when this type was never written before and the registry doesn't answer
    public void send(String topic, String key, SpecificRecord event) {
        try {
            kafka.send(record(topic, key, event)).join();
        } catch (CompletionException | org.springframework.kafka.KafkaException e) {
            throw new RetryLater("Kafka did not take the " + event.getSchema().getName() + " of " + key + ".", e);
        }
    }

    /// The record as [#send] would send it, for a producer of one's own (a Kafka transaction, say).
    public ProducerRecord<String, byte[]> record(String topic, String key, SpecificRecord event) {
        return Envelope.of(event, key, writer).record(topic, codec.write(topic, event));
    }
}
