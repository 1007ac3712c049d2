package hourglass.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an answer stands on.
///
/// @param entries number of entries that it covers, from the first
/// @param checkpoint the signed note of that size
/// @param signedAt when it was signed
/// @param anchoredAt when a checkpoint that includes it arrived outside of the database; absent when none has yet
/// @param gaps what is missing and could change the answer
/// @param from Kafka's time of the first entry
/// @param until Kafka's time of the last entry that another service wrote: nothing that came to
/// Kafka later is in the answer; absent when there is none
public record Coverage(
        long entries,
        String checkpoint,
        Instant signedAt,
        @Nullable Instant anchoredAt,
        List<KnownGap> gaps,
        Instant from,
        @Nullable Instant until) {
    public Coverage {
        gaps = List.copyOf(gaps);
    }

    /// A gap with its place in the log.
    ///
    /// @param stops whether it stops the answer unless a partial one is asked for; not so for a record
    /// that can't be read when nothing says that it is of what was asked
    public record KnownGap(long entry, Gap gap, boolean stops) {}

    /// Gaps that stop the answer.
    public List<KnownGap> stopping() {
        return gaps.stream().filter(KnownGap::stops).toList();
    }
}
