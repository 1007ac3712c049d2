package hourglass.messaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.converter.ConversionException;

/// Hands polled records to a service: all in one transaction where that goes, else one by one. So a record that
/// fails takes none with it, and is tried again and put aside as if it had come alone. For listeners of whole polls.
public final class PolledRecords {
    private static final Logger LOG = LoggerFactory.getLogger(PolledRecords.class);

    private final EventConverter converter;

    /// The newest record of each partition that failed alone: it comes again, and is not tried together with
    /// others.
    private final Map<TopicPartition, Long> failed = new ConcurrentHashMap<>();

    PolledRecords(EventConverter converter) {
        this.converter = converter;
    }

    /// What a service does with the events of a topic.
    public interface Handler {
        /// Does `work` in one transaction, which is about these events.
        void together(List<SpecificRecord> events, Runnable work);

        /// Handles one, in the caller's transaction if there is one.
        void handle(SpecificRecord event);
    }

    /// Handles the records in their order. A record that can't be handled holds up its own partition only: others'
    /// are handled before it is reported, and come once more with it.
    ///
    /// @throws BatchListenerFailedException for the first that can't be handled; those before it are
    public void handle(List<ConsumerRecord<String, byte[]>> records, Handler handler) {
        if (records.size() > 1 && records.stream().noneMatch(this::failedBefore) && together(records, handler)) {
            return;
        }
        Map<TopicPartition, BatchListenerFailedException> stopped = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (!stopped.containsKey(partition(record))) {
                alone(record, handler).ifPresent(failure -> stopped.put(partition(record), failure));
            }
        }
        if (!stopped.isEmpty()) {
            throw stopped.values().iterator().next();
        }
    }

    private Optional<BatchListenerFailedException> alone(ConsumerRecord<String, byte[]> record, Handler handler) {
        try {
            inItsTrace(record, converter.event(record), handler);
            return Optional.empty();
        } catch (RuntimeException e) {
            failed.put(partition(record), record.offset());
            return Optional.of(failure(record, e));
        }
    }

    /// How long a record is tried again is decided anew when its failure is of another class than before: so each
    /// kind has its own.
    private static BatchListenerFailedException failure(ConsumerRecord<?, ?> record, RuntimeException e) {
        return switch (e) {
            case PutAside _, ConversionException _ -> new Refused(record, e);
            case RuntimeException _ when Transience.passes(e) -> new Passing(record, e);
            default -> new OwnFailure(record, e);
        };
    }

    private static final class Refused extends BatchListenerFailedException {
        private static final long serialVersionUID = 1L;

        Refused(ConsumerRecord<?, ?> record, RuntimeException e) {
            super("This record is refused", e, record);
        }
    }

    private static final class Passing extends BatchListenerFailedException {
        private static final long serialVersionUID = 1L;

        Passing(ConsumerRecord<?, ?> record, RuntimeException e) {
            super("This record can't be handled yet", e, record);
        }
    }

    private static final class OwnFailure extends BatchListenerFailedException {
        private static final long serialVersionUID = 1L;

        OwnFailure(ConsumerRecord<?, ?> record, RuntimeException e) {
            super("This record can't be handled", e, record);
        }
    }

    private boolean failedBefore(ConsumerRecord<?, ?> record) {
        return Objects.equals(failed.get(partition(record)), record.offset());
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private boolean together(List<ConsumerRecord<String, byte[]>> records, Handler handler) {
        try {
            List<SpecificRecord> events = records.stream().map(converter::event).toList();
            handler.together(events, () -> {
                for (int i = 0; i < events.size(); i++) {
                    inItsTrace(records.get(i), events.get(i), handler);
                }
            });
            return true;
        } catch (RuntimeException e) {
            LOG.info(
                    "{} records of {} can't be handled together, so one by one: {}",
                    records.size(),
                    records.getFirst().topic(),
                    e.getMessage());
            return false;
        }
    }

    private static void inItsTrace(ConsumerRecord<?, ?> record, SpecificRecord event, Handler handler) {
        Trace.enter(Trace.of(record));
        try {
            handler.handle(event);
        } finally {
            Trace.leave();
        }
    }
}
