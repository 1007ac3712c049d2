package hourglass.messaging;

import hourglass.events.Headers;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.kafka.support.converter.ConversionException;
import org.springframework.kafka.support.converter.MessagingMessageConverter;

/// Decodes values for listeners. Decoding here, and not in a deserializer, keeps dead letters byte-identical.
///
/// A `ConversionException` is fatal: no retries. A registry that doesn't answer passes as it is, and is retried.
final class EventConverter extends MessagingMessageConverter {
    private final Codec codec;
    private final WantedEvents wanted;

    EventConverter(Codec codec, WantedEvents wanted) {
        this.codec = codec;
        this.wanted = wanted;
    }

    /// The `ce_type` of a record.
    static Optional<String> typeOf(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(Headers.TYPE);
        return header == null ? Optional.empty() : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    @Override
    protected Object extractAndConvertValue(ConsumerRecord<?, ?> record, @Nullable Type type) {
        if (!(record.value() instanceof byte[] value)) {
            return KafkaNull.INSTANCE;
        }
        return event(record, value);
    }

    /// The event that a record holds.
    ///
    /// @throws ConversionException when it holds none of the contract, or one that has no place on its topic
    SpecificRecord event(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            throw refused(record, "The record has no value.");
        }
        return event(record, value);
    }

    private SpecificRecord event(ConsumerRecord<?, ?> record, byte[] value) {
        SpecificRecord event = decode(record, value);
        String name = event.getSchema().getFullName();
        if (typeOf(record).filter(name::equals).isEmpty()) {
            throw refused(record, "The value is a " + name + ", but the header ce_type says otherwise.");
        }
        if (wanted.filters(record.topic()) && !wanted.wants(record.topic(), event.getClass())) {
            throw refused(record, "A " + name + " has no place on " + record.topic() + ".");
        }
        return event;
    }

    private static ConversionException refused(ConsumerRecord<?, ?> record, String why) {
        return new ConversionException(why, record, new UndecodableException(why));
    }

    private SpecificRecord decode(ConsumerRecord<?, ?> record, byte[] value) {
        try {
            return codec.read(value);
        } catch (UndecodableException e) {
            throw new ConversionException("The record can't be decoded: " + e.getMessage(), record, e);
        }
    }
}
