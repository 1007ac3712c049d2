package hourglass.messaging;

import hourglass.events.TopicRecords;
import hourglass.events.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/// Avro in the Confluent wire format: a zero byte, the four-byte schema id, the record in Avro's binary form.
///
/// Subjects are `<topic>-<full record name>` (Confluent's TopicRecordNameStrategy), so several record types share
/// a topic. New schemas are registered at the first write. Safe for use by many threads.
public final class Codec {
    private static final String CONTRACT = "hourglass.events.";
    private static final int HEADER = 1 + Integer.BYTES;

    /// No string, byte array or collection of a record comes near this; what claims to is damage, and must not
    /// allocate.
    private static final int LONGEST = 1 << 20;

    private static final Map<String, Class<? extends SpecificRecord>> TYPES = Topics.ALL.stream()
            .flatMap(topic -> TopicRecords.on(topic).stream())
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    static {
        // Avro 1.12.2 refuses to load generated classes of packages that are not trusted, on decoding and in builders.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> type.getName().startsWith(CONTRACT)));
        for (String bound : new String[] {"string", "bytes", "collectionItems"}) {
            String property = "org.apache.avro.limits." + bound + ".maxLength";
            if (System.getProperty(property) == null) {
                System.setProperty(property, Integer.toString(LONGEST));
            }
        }
    }

    private final Registry registry;
    private final KnownSchemas known;
    private final Map<String, SpecificDatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();

    Codec(Registry registry, KnownSchemas known) {
        this.registry = registry;
        this.known = known;
    }

    /// The subject of a record type on a topic.
    public static String subject(String topic, Schema type) {
        return topic + "-" + type.getFullName();
    }

    /// The value to be sent to `topic`.
    ///
    /// @throws RegistryUnavailableException when this type was never written before and the registry doesn't answer
    /// @throws IllegalStateException when the registry refuses the schema as incompatible
    public byte[] write(String topic, SpecificRecord event) {
        int id = idOf(topic, event.getSchema());
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<>(event.getSchema(), SpecificData.getForClass(event.getClass()))
                    .write(event, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /// The record that a value holds, read with this service's version of its type.
    ///
    /// @param value absent in a record without one (a tombstone)
    /// @throws UndecodableException when there is none, the bytes are damaged, or the schema or the type is unknown
    /// @throws RegistryUnavailableException when the schema was never seen before and the registry doesn't answer
    public SpecificRecord read(byte @Nullable [] value) {
        if (value == null) {
            throw new UndecodableException("The record has no value.");
        }
        if (value.length < HEADER || value[0] != 0) {
            throw new UndecodableException("The value doesn't begin with a zero byte and a schema id.");
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        Schema writer = schemaOf(id);
        SpecificDatumReader<SpecificRecord> reader =
                readers.computeIfAbsent(id + writer.getFullName(), key -> reader(writer));
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
            SpecificRecord event = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UndecodableException("Bytes are left over after the " + writer.getName() + ".");
            }
            return event;
        } catch (UndecodableException | RegistryUnavailableException | RetryLater e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Avro and its conversions throw many kinds; none of them goes away by trying again.
            throw new UndecodableException(
                    "The bytes are not a " + writer.getFullName() + " of schema " + id + ": " + e.getMessage(), e);
        }
    }

    /// Learns the id of a type that this service will write, so that its first event needn't wait for the registry.
    void prepareToWrite(String topic, Schema type) {
        idOf(topic, type);
    }

    /// Learns the schema of a type that this service reads.
    ///
    /// @return whether its writer has registered it by now
    boolean prepareToRead(String topic, Schema type) {
        String subject = subject(topic, type);
        if (known.id(subject, type).isPresent()) {
            return true;
        }
        OptionalInt id = registry.find(subject, type);
        id.ifPresent(found -> known.learn(subject, type, found));
        return id.isPresent();
    }

    private int idOf(String topic, Schema type) {
        String subject = subject(topic, type);
        OptionalInt id = known.id(subject, type);
        if (id.isPresent()) {
            return id.getAsInt();
        }
        int registered = registry.register(subject, type);
        known.learn(subject, type, registered);
        return registered;
    }

    private Schema schemaOf(int id) {
        return known.schema(id).orElseGet(() -> {
            Schema found = registry.byId(id)
                    .orElseThrow(() -> new UndecodableException("The registry has no schema " + id + "."));
            known.learn(id, found);
            return found;
        });
    }

    private static SpecificDatumReader<SpecificRecord> reader(Schema writer) {
        Class<? extends SpecificRecord> type = Optional.ofNullable(TYPES.get(writer.getFullName()))
                .orElseThrow(
                        () -> new UndecodableException(writer.getFullName() + " is not a record of the contract."));
        SpecificData data = SpecificData.getForClass(type);
        return new SpecificDatumReader<>(writer, data.getSchema(type), data);
    }
}
