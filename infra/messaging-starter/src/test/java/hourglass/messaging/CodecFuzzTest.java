package hourglass.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.TopicRecords;
import hourglass.events.Topics;
import hourglass.testkit.Fuzzing;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/// Whatever bytes a topic holds: they are a record of the contract, which can be written again, or can't be decoded.
public class CodecFuzzTest {
    private static final KnownSchemas KNOWN = new KnownSchemas.InProcess();
    private static final Codec CODEC = new Codec(new Registry(CodecTest.settings("http://localhost:1")), KNOWN);

    private static final int TYPES;

    static {
        // All types of the contract, numbered from 1 in the order of topics and names.
        int id = 0;
        for (String topic : Topics.ALL.stream().sorted().toList()) {
            for (Class<? extends SpecificRecord> type : TopicRecords.on(topic).stream()
                    .sorted((a, b) -> a.getName().compareTo(b.getName()))
                    .toList()) {
                Schema schema = SpecificData.getForClass(type).getSchema(type);
                KNOWN.learn(Codec.subject(topic, schema), schema, ++id);
            }
        }
        TYPES = id;
    }

    /// Jazzer calls it first, in a public class only; else loading all classes would make the first input slow.
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(new byte[1]);
    }

    /// Jazzer calls it. The first byte names the type, the rest stands for the record.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] value = ByteBuffer.allocate(Integer.BYTES + input.length)
                .put((byte) 0)
                .putInt(1 + Byte.toUnsignedInt(input[0]) % TYPES)
                .put(input, 1, input.length - 1)
                .array();
        SpecificRecord event;
        try {
            event = CODEC.read(value);
        } catch (UndecodableException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        String topic = Topics.ALL.stream()
                .filter(name ->
                        TopicRecords.find(name, event.getSchema().getFullName()).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(CODEC.read(CODEC.write(topic, event))).hasSameClassAs(event);
    }

    private final Fuzzing fuzzing = Fuzzing.of(CodecFuzzTest.class, CodecFuzzTest::fuzzerTestOneInput);

    @Test
    void decodesOrRefusesTheInputsThatAreKept() {
        fuzzing.replay();
    }

    @Test
    void decodesOrRefusesChangedInputs() {
        assertThat(fuzzing.change(4711, Duration.ofSeconds(1))).isPositive();
    }
}
