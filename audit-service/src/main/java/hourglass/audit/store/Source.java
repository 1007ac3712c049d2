package hourglass.audit.store;

import org.jspecify.annotations.Nullable;

/// A partition that the log takes in, and how far it has come.
///
/// @param id of its row
/// @param topic Kafka's, or the log's own
/// @param partition from 0
/// @param incarnation counts up when the partition's offsets began anew, from 0
/// @param nextOffset of the record that is to come next
/// @param lastAt Kafka's time of the last record taken in, in milliseconds since the epoch; absent before the first
public record Source(
        int id,
        String topic,
        int partition,
        int incarnation,
        long nextOffset,
        @Nullable Long lastAt) {
    /// The same source, further on.
    public Source at(long offset, long time) {
        return new Source(id, topic, partition, incarnation, offset, time);
    }
}
