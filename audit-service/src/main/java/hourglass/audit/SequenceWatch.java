package hourglass.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds numbers that a writer skipped. A writer counts from 1 for each of its aggregates on each topic, so a gap is
/// certain as soon as a later number is there; a repeat has a number that was seen.
public final class SequenceWatch {
    private final Map<Series, Last> last = new HashMap<>();

    /// What is counted by itself.
    public record Series(String topic, String writer, String aggregate) {
        static Series of(Fact.Stamp stamp) {
            return new Series(stamp.topic(), stamp.writer(), stamp.aggregate());
        }
    }

    /// The last number of a series and when it was written.
    public record Last(long sequence, Instant at) {}

    /// Goes on from what is known.
    ///
    /// @param known what was seen before, of the series that will come
    public SequenceWatch(Map<Series, Last> known) {
        last.putAll(known);
    }

    /// The series of facts.
    public static Set<Series> of(Iterable<Fact> facts) {
        Set<Series> series = new java.util.HashSet<>();
        facts.forEach(fact -> series.add(Series.of(fact.stamp())));
        return series;
    }

    /// Takes the next fact and says what is missing before it.
    public Optional<Gap> see(Fact fact) {
        Fact.Stamp stamp = fact.stamp();
        Series series = Series.of(stamp);
        Last before = last.get(series);
        long expected = before == null ? 1 : before.sequence() + 1;
        if (stamp.sequence() >= expected) {
            last.put(series, new Last(stamp.sequence(), stamp.at()));
        }
        if (stamp.sequence() <= expected) {
            return Optional.empty();
        }
        return Optional.of(new Gap(
                Gap.Kind.SEQUENCE,
                stamp.topic(),
                null,
                stamp.writer(),
                stamp.aggregate(),
                expected,
                stamp.sequence() - 1,
                before == null ? null : before.at(),
                stamp.at()));
    }

    /// The last numbers now.
    public Map<Series, Last> last() {
        return Map.copyOf(last);
    }
}
