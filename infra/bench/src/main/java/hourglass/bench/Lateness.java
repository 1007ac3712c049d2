package hourglass.bench;

import hourglass.events.GrantRevoked;
import hourglass.events.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Due to verified removal, as grant-service's own events say.
final class Lateness {
    private static final int WIRE_HEADER = 5;

    private final String bootstrapServers;

    Lateness(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /// All revocations that were due after a moment.
    Samples since(Instant from) {
        Samples samples = new Samples();
        SpecificDatumReader<GrantRevoked> reader = new SpecificDatumReader<>(GrantRevoked.getClassSchema());
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.GRANTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    String type =
                            new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                    if (type.equals(GrantRevoked.class.getName())) {
                        GrantRevoked revoked = decoded(reader, record.value());
                        if (revoked.getDueAt().isAfter(from)) {
                            samples.add(Duration.between(revoked.getDueAt(), revoked.getVerifiedAt())
                                    .toNanos());
                        }
                    }
                }
            }
        }
        return samples;
    }

    private static GrantRevoked decoded(SpecificDatumReader<GrantRevoked> reader, byte[] value) {
        try {
            return reader.read(
                    null, DecoderFactory.get().binaryDecoder(value, WIRE_HEADER, value.length - WIRE_HEADER, null));
        } catch (IOException e) {
            throw new UncheckedIOException("A GrantRevoked can't be decoded: " + e.getMessage(), e);
        }
    }
}
