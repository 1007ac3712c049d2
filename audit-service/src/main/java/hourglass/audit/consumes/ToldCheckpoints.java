package hourglass.audit.consumes;

import hourglass.audit.log.MalformedException;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.SignedNote;
import hourglass.events.CheckpointSigned;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.messaging.UndecodableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the topic that is kept for ever says of this log: where the anchor's file is lost, it is the anchor.
public final class ToldCheckpoints implements Supplier<Optional<String>> {
    private static final Logger LOG = LoggerFactory.getLogger(ToldCheckpoints.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Supplier<Consumer<byte[], byte[]>> kafka;
    private final Codec codec;
    private final NoteKey key;

    /// Reads the checkpoints of one log.
    ///
    /// @param key what it signs with: another key's log is another log
    public ToldCheckpoints(Supplier<Consumer<byte[], byte[]>> kafka, Codec codec, NoteKey key) {
        this.kafka = kafka;
        this.codec = codec;
        this.key = key;
    }

    /// The signed note of the largest checkpoint that was told, empty before the first. Reads the whole topic.
    @Override
    public Optional<String> get() {
        @Nullable CheckpointSigned newest = null;
        try (Consumer<byte[], byte[]> consumer = kafka.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CHECKPOINTS).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    newest = larger(newest, record);
                }
            }
        }
        return Optional.ofNullable(newest).map(CheckpointSigned::getNote);
    }

    private @Nullable CheckpointSigned larger(
            @Nullable CheckpointSigned newest, ConsumerRecord<byte[], byte[]> record) {
        try {
            return codec.read(record.value()) instanceof CheckpointSigned told
                            && (newest == null || told.getSize() > newest.getSize())
                            && SignedNote.parse(told.getNote()).isSignedBy(key)
                    ? told
                    : newest;
        } catch (UndecodableException | MalformedException e) {
            LOG.warn("Offset {} of {} is no checkpoint: {}", record.offset(), record.topic(), e.getMessage());
            return newest;
        }
    }
}
