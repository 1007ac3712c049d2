package hourglass.audit.consumes;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Makes consumers that read bytes, only what was committed, and never choose an offset by themselves.
public final class RawConsumer implements Supplier<Consumer<byte[], byte[]>> {
    private static final String GROUP = "audit-service";
    private static final int AT_ONCE = 5_000;
    /// So much is worth a batch of its own, without waiting for more.
    private static final int ENOUGH = 256 * 1024;

    private final Map<String, Object> settings;

    /// Makes consumers for one cluster.
    ///
    /// @param connection how Kafka is reached
    /// @param gather how long a broker waits for more records after a request for some
    public RawConsumer(Map<String, Object> connection, Duration gather) {
        settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, ENOUGH);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(gather.toMillis()));
        settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    }

    @Override
    public Consumer<byte[], byte[]> get() {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
