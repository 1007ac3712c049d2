package hourglass.audit.consumes;

import hourglass.audit.Gap;
import hourglass.audit.store.Source;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Tells what became of offsets that Kafka does not have: no longer kept, or a partition that begins anew.
final class LostOffsets {
    private final Map<TopicPartition, Long> first;

    LostOffsets(Set<TopicPartition> partitions, Consumer<?, ?> kafka) {
        this.first = kafka.beginningOffsets(partitions);
    }

    /// Whether the partition now ends before what was taken in: it was cut off, or its topic was made again.
    boolean beginsAnew(Source source) {
        return first(source) < source.nextOffset();
    }

    Gap gap(Source source, Instant now) {
        boolean anew = beginsAnew(source);
        return Gap.offsets(
                anew ? Gap.Kind.BEGUN_ANEW : Gap.Kind.NOT_KEPT,
                source.topic(),
                source.partition(),
                source.nextOffset(),
                anew ? source.nextOffset() : first(source) - 1,
                time(source.lastAt()),
                now);
    }

    private long first(Source source) {
        return Objects.requireNonNull(first.get(new TopicPartition(source.topic(), source.partition())));
    }

    private static @Nullable Instant time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
