package hourglass.messaging;

import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Events that leave with the caller's transaction, or not at all. Debezium reads the rows from the write-ahead log and
/// publishes them; they stay seven days.
public final class Outbox {
    private static final String INSERT = """
            INSERT INTO outbox (id, topic, key, payload, ce_id, ce_type, ce_source, ce_time, ce_subject, traceparent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;
    private final Codec codec;
    private final String writer;

    Outbox(JdbcTemplate jdbc, Codec codec, String writer) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.writer = writer;
    }

    /// Adds an event in the caller's transaction. Its headers come from its `meta` and the current trace.
    ///
    /// @param topic one of the contract's topics
    /// @param key the record key, the same as `meta.aggregate`
    /// @throws IllegalStateException outside a transaction: the event could leave without its state, or the reverse
    /// @throws RegistryUnavailableException when this type was never written before and the registry doesn't answer
    public void add(String topic, String key, SpecificRecord event) {
        insideTransaction();
        jdbc.update(INSERT, row(topic, Envelope.of(event, key, writer), event));
    }

    /// Adds events of one topic, in this order and in one round trip; each one's key is its `meta.aggregate`.
    ///
    /// @throws IllegalStateException outside a transaction
    /// @throws RegistryUnavailableException when a type was never written before and the registry doesn't answer
    public void addAll(String topic, List<? extends SpecificRecord> events) {
        insideTransaction();
        if (!events.isEmpty()) {
            jdbc.batchUpdate(
                    INSERT,
                    events.stream()
                            .map(event -> row(topic, Envelope.of(event, writer), event))
                            .toList());
        }
    }

    private static void insideTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An event may be added to the outbox in a transaction only.");
        }
    }

    private Object[] row(String topic, Envelope envelope, SpecificRecord event) {
        return new Object[] {
            UUID.fromString(envelope.id()),
            topic,
            envelope.subject(),
            codec.write(topic, event),
            envelope.id(),
            envelope.type(),
            envelope.source(),
            envelope.time(),
            envelope.subject(),
            envelope.traceparent()
        };
    }
}
