package hourglass.policy.consumes;

import hourglass.messaging.RetryLater;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/// A topic read from its beginning to its end, and on from there each time it is asked: no group, no commits.
/// Safe for use by several threads; they wait for each other.
final class WholeTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final Consumer<ConsumerRecord<String, byte[]>> each;
    private final Duration patience;
    private List<TopicPartition> partitions = List.of();

    /// @param consumer read_committed, in no group; this object closes it
    /// @param patience how long one reading may take
    /// @param each is called with each record in order; when it throws, the record comes again next time
    WholeTopic(
            KafkaConsumer<String, byte[]> consumer,
            String topic,
            Duration patience,
            Consumer<ConsumerRecord<String, byte[]>> each) {
        this.consumer = consumer;
        this.topic = topic;
        this.patience = patience;
        this.each = each;
    }

    /// Reads everything that is committed on the topic at this moment.
    ///
    /// @throws RetryLater when the broker doesn't let us get there in time
    synchronized void readToEnd() {
        try {
            assign();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
            long begun = System.nanoTime();
            while (!reached(ends)) {
                if (System.nanoTime() - begun > patience.toNanos()) {
                    throw new RetryLater("Didn't reach the end of " + topic + " within " + patience + ".");
                }
                hand(consumer.poll(POLL));
            }
        } catch (RetriableException e) {
            throw new RetryLater("Kafka doesn't answer for " + topic + ".", e);
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), patience) >= end.getValue());
    }

    private void assign() {
        if (partitions.isEmpty()) {
            partitions = consumer.partitionsFor(topic, patience).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new RetryLater("There is no topic " + topic + " yet.");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
    }

    private void hand(ConsumerRecords<String, byte[]> records) {
        Map<TopicPartition, Long> unread = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            unread.put(partition, records.records(partition).getFirst().offset());
        }
        try {
            for (ConsumerRecord<String, byte[]> next : records) {
                each.accept(next);
                unread.put(new TopicPartition(next.topic(), next.partition()), next.offset() + 1);
            }
        } catch (RuntimeException e) {
            unread.forEach(consumer::seek);
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
