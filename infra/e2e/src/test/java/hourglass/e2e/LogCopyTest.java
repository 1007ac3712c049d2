package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// The comparison of the log with the topics sees every byte.
class LogCopyTest {
    @Test
    void aLeafSpeaksOfPlaceKeyHeadersAndValue() {
        String leaf = LogCopy.leaf(record("t", 1, 7, "k", "h", "v"));
        assertThat(HexFormat.of().parseHex(leaf)).hasSize(4 + 1 + 20 + (4 + 1) + 4 + (4 + 1) + (4 + 1) + (4 + 1));
        assertThat(leaf)
                .isEqualTo(LogCopy.leaf(record("t", 1, 7, "k", "h", "v")))
                .isNotEqualTo(LogCopy.leaf(record("u", 1, 7, "k", "h", "v")))
                .isNotEqualTo(LogCopy.leaf(record("t", 2, 7, "k", "h", "v")))
                .isNotEqualTo(LogCopy.leaf(record("t", 1, 8, "k", "h", "v")))
                .isNotEqualTo(LogCopy.leaf(record("t", 1, 7, "l", "h", "v")))
                .isNotEqualTo(LogCopy.leaf(record("t", 1, 7, "k", "i", "v")))
                .isNotEqualTo(LogCopy.leaf(record("t", 1, 7, "k", "h", "w")));
    }

    @Test
    void aLongRecordIsInItByItsHash() {
        String leaf = LogCopy.leaf(record("t", 1, 7, "k", "h", "v".repeat(70_000)));
        assertThat(HexFormat.of().parseHex(leaf)).hasSize(4 + 1 + 20 + 8 + 32);
        assertThat(leaf).isNotEqualTo(LogCopy.leaf(record("t", 1, 7, "k", "h", "v".repeat(69_999) + "w")));
    }

    private static ConsumerRecord<String, byte[]> record(
            String topic, int partition, long offset, String key, String header, String value) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(topic, partition, offset, key, value.getBytes(StandardCharsets.UTF_8));
        record.headers().add("n", header.getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
