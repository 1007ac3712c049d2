package hourglass.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/// Events that leave with the caller's transaction, or not at all. Debezium reads the rows from the write-ahead log
/// and publishes them; they stay seven days.
public final class Outbox {
    private static final String INSERT = """
            INSERT INTO outbox (id, topic, key, payload, ce_id, ce_type, ce_source, ce_time, ce_subject, traceparent)
            SELECT id, topic, key, payload, id::text, type, ?, time, key, traceparent
              FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::text[])
                   WITH ORDINALITY AS added (id, topic, key, payload, type, time, traceparent, number)
             ORDER BY number""";

    private final LateWrites writes;
    private final Codec codec;
    private final String writer;

    Outbox(LateWrites writes, Codec codec, String writer) {
        this.writes = writes;
        this.codec = codec;
        this.writer = writer;
    }

    /// Adds an event in the caller's transaction; its row is written just before the commit, with all others of the
    /// transaction, in the order in which they were added. Its headers come from its `meta` and the current trace.
    ///
    /// @param topic one of the contract's topics
    /// @param key the record key, the same as `meta.aggregate`
    /// @throws IllegalStateException outside a transaction: the event could leave without its state, or the reverse
    /// @throws RegistryUnavailableException when this type was never written before and the registry doesn't answer
    public void add(String topic, String key, SpecificRecord event) {
        Rows rows = rows();
        rows.add(topic, Envelope.of(event, key, writer), codec.write(topic, event));
    }

    /// Adds events of one topic, in this order; each one's key is its `meta.aggregate`.
    ///
    /// @throws IllegalStateException outside a transaction
    /// @throws RegistryUnavailableException when a type was never written before and the registry doesn't answer
    public void addAll(String topic, List<? extends SpecificRecord> events) {
        Rows rows = rows();
        for (SpecificRecord event : events) {
            rows.add(topic, Envelope.of(event, writer), codec.write(topic, event));
        }
    }

    private Rows rows() {
        return writes.of(this, Rows.class, () -> new Rows(writer));
    }

    /// The rows of one transaction that are not written yet, column by column.
    private static final class Rows implements LateWrites.Gathered {
        private final String writer;
        private final List<String> topics = new ArrayList<>();
        private final List<Envelope> envelopes = new ArrayList<>();
        private final List<byte[]> payloads = new ArrayList<>();

        Rows(String writer) {
            this.writer = writer;
        }

        void add(String topic, Envelope envelope, byte[] payload) {
            topics.add(topic);
            envelopes.add(envelope);
            payloads.add(payload);
        }

        @Override
        public List<LateWrites.Statement> take() {
            if (topics.isEmpty()) {
                return List.of();
            }
            LateWrites.Statement insert = new LateWrites.Statement(
                    INSERT,
                    "/" + writer,
                    envelopes.stream()
                            .map(envelope -> UUID.fromString(envelope.id()))
                            .toArray(UUID[]::new),
                    topics.toArray(String[]::new),
                    texts(Envelope::subject),
                    payloads.toArray(byte[][]::new),
                    texts(Envelope::type),
                    texts(Envelope::time),
                    texts(Envelope::traceparent));
            topics.clear();
            envelopes.clear();
            payloads.clear();
            return List.of(insert);
        }

        private String[] texts(Function<Envelope, String> text) {
            return envelopes.stream().map(text).toArray(String[]::new);
        }
    }
}
