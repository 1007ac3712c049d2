package hourglass.messaging;

import hourglass.events.ContentDigest;
import hourglass.events.Headers;
import hourglass.events.Meta;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The CloudEvents attributes of an event, taken from its `meta`.
///
/// @param id of the event
/// @param type full record name
/// @param source the writer, such as `/request-service`
/// @param time RFC 3339 with microseconds
/// @param subject the record key
/// @param traceparent W3C trace context
record Envelope(String id, String type, String source, String time, String subject, String traceparent) {
    /// @throws IllegalArgumentException when the key is not the event's own
    static Envelope of(SpecificRecord event, String key, String writer) {
        Envelope envelope = of(event, writer);
        if (!envelope.subject().equals(key)) {
            throw new IllegalArgumentException(
                    "The key is " + key + ", but meta.aggregate is " + envelope.subject() + ": they must be the same.");
        }
        return envelope;
    }

    static Envelope of(SpecificRecord event, String writer) {
        int position = event.getSchema().getField("meta").pos();
        if (!(event.get(position) instanceof Meta meta)) {
            throw new IllegalArgumentException(event.getSchema().getFullName() + " has no meta");
        }
        return new Envelope(
                meta.getEventId().toString(),
                event.getSchema().getFullName(),
                "/" + writer,
                ContentDigest.time(meta.getOccurredAt()),
                meta.getAggregate(),
                Trace.current());
    }

    ProducerRecord<String, byte[]> record(String topic, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, subject, value);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.ID, id);
        headers.put(Headers.TYPE, type);
        headers.put(Headers.SOURCE, source);
        headers.put(Headers.TIME, time);
        headers.put(Headers.SUBJECT, subject);
        headers.put(Headers.TRACE, traceparent);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
