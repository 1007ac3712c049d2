package hourglass.messaging;

import hourglass.events.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

/// Puts aside what can't be handled: to `<topic>.<group>.dlt`, key, value and headers as they came, the reason,
/// source topic, partition and offset in further headers, with a line in the log and the metric
/// `hourglass.dead.letters`.
final class DeadLetters implements ConsumerAwareRecordRecoverer {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final DeadLetterPublishingRecoverer publisher;
    private final @Nullable MeterRegistry meters;
    private final String service;

    DeadLetters(KafkaOperations<?, ?> kafka, @Nullable MeterRegistry meters, String service) {
        this.meters = meters;
        this.service = service;
        publisher = new DeadLetterPublishingRecoverer(
                kafka,
                (record, e) -> new TopicPartition(Topics.deadLetters(record.topic(), group(e)), record.partition()));
        publisher.setFailIfSendResultIsError(true);
        publisher.excludeHeader(HeadersToAdd.EX_STACKTRACE);
    }

    @Override
    public void accept(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer, @Nullable Exception failure) {
        Exception e = failure == null ? new IllegalStateException("no reason is known") : ofRecord(failure);
        publisher.accept(record, consumer, e);
        LOG.error(
                "ALARM: record {}-{}@{} was put on {}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                Topics.deadLetters(record.topic(), group(e)),
                reason(e));
        if (meters != null) {
            meters.counter("hourglass.dead.letters", "topic", record.topic(), "group", group(e))
                    .increment();
        }
    }

    /// What the record's own handling failed of: a listener of whole polls only says which record that was.
    private Exception ofRecord(Exception failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BatchListenerFailedException && t.getCause() != null) {
                return new ListenerExecutionFailedException(
                        String.valueOf(t.getCause().getMessage()), group(failure), t.getCause());
            }
        }
        return failure;
    }

    private String group(Exception e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof ListenerExecutionFailedException failed && failed.getGroupId() != null) {
                return failed.getGroupId();
            }
        }
        return service;
    }

    private static @Nullable String reason(Exception e) {
        Throwable t = e;
        while (t instanceof ListenerExecutionFailedException && t.getCause() != null) {
            t = t.getCause();
        }
        return t.getMessage();
    }
}
