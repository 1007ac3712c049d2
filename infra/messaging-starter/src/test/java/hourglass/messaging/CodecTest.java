package hourglass.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.events.GrantExpired;
import hourglass.events.PersonLocked;
import hourglass.events.Topics;
import hourglass.testkit.TestRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/// Against the real registry.
class CodecTest {
    private final Registry registry = new Registry(settings(TestRegistry.url()));
    private final Codec codec = new Codec(registry, new KnownSchemas.InProcess());

    @Test
    void readsWhatAnotherServiceWrote() {
        GrantExpired event = Events.expired("r1");

        byte[] value = codec.write(Topics.EXPIRIES, event);
        assertThat(value[0]).isZero();
        assertThat(new Codec(registry, new KnownSchemas.InProcess()).read(value))
                .isEqualTo(event);
    }

    @Test
    void registersUnderTheTopicAndTheRecordName() {
        codec.write(Topics.PEOPLE, Events.locked("alice", "left"));

        assertThat(registry.find("hourglass.people-hourglass.events.PersonLocked", PersonLocked.SCHEMA$))
                .isPresent();
        assertThat(registry.find("hourglass.drift-hourglass.events.PersonLocked", PersonLocked.SCHEMA$))
                .isEmpty();
    }

    @Test
    void refusesBytesThatAreDamaged() {
        byte[] good = codec.write(Topics.PEOPLE, Events.locked("alice", "left"));
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        byte[] shorter = Arrays.copyOf(good, good.length - 1);
        byte[] otherMagic = good.clone();
        otherMagic[0] = 1;

        for (byte[] bad : new byte[][] {{}, {0}, {0, 0, 0, 0}, longer, shorter, otherMagic}) {
            assertThatThrownBy(() -> codec.read(bad)).isInstanceOf(UndecodableException.class);
        }
    }

    @Test
    void refusesARecordWithoutAValue() {
        assertThatThrownBy(() -> codec.read(null)).isInstanceOf(UndecodableException.class);
    }

    @Test
    void refusesASchemaThatTheRegistryDoesNotHave() {
        byte[] value = ByteBuffer.allocate(6).put((byte) 0).putInt(999_999).array();

        assertThatThrownBy(() -> codec.read(value))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("999999");
    }

    @Test
    void refusesATypeThatIsNotOfTheContract() {
        Schema stranger = SchemaBuilder.record("hourglass.events.Surprise")
                .fields()
                .requiredString("text")
                .endRecord();
        int id = registry.register("hourglass.people-hourglass.events.Surprise", stranger);
        byte[] value = ByteBuffer.allocate(6).put((byte) 0).putInt(id).array();

        assertThatThrownBy(() -> codec.read(value))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("not a record of the contract");
    }

    @Test
    void refusesALengthThatNoRecordHasWithoutAllocatingIt() {
        byte[] good = codec.write(Topics.PEOPLE, Events.locked("alice", "left"));
        ByteBuffer value = ByteBuffer.allocate(40);
        value.put(good, 0, 5);
        // eventId's length as a zig-zag varint: two gigabytes
        value.put(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f});

        assertThatThrownBy(() -> codec.read(value.array())).isInstanceOf(UndecodableException.class);
    }

    @Test
    void refusesAnEventIdThatIsNotAUuid() {
        byte[] value = codec.write(Topics.PEOPLE, Events.locked("alice", "left"));
        // The first character of the first field, after its length.
        value[6] = 'z';

        assertThatThrownBy(() -> codec.read(value))
                .isInstanceOf(UndecodableException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsARegistryThatIsAwayFromARecordThatIsBad() {
        byte[] value = codec.write(Topics.PEOPLE, Events.locked("alice", "left"));
        Codec cutOff = new Codec(new Registry(settings("http://localhost:1")), new KnownSchemas.InProcess());

        assertThatThrownBy(() -> cutOff.read(value)).isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> cutOff.write(Topics.PEOPLE, Events.locked("bob", "left")))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    static RegistrySettings settings(String url) {
        return new RegistrySettings(URI.create(url), Duration.ofSeconds(5));
    }
}
