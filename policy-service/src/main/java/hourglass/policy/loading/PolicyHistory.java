package hourglass.policy.loading;

import java.util.List;
import java.util.Optional;

/// What the topic says about policy sets, up to some moment. Immutable.
///
/// @param events oldest first; the first has sequence 1, and there is no gap
public record PolicyHistory(List<PolicyEvent> events) {
    /// Nothing was ever published.
    public static final PolicyHistory EMPTY = new PolicyHistory(List.of());

    public PolicyHistory {
        events = List.copyOf(events);
    }

    /// Sequence of the newest record, 0 when there is none.
    public long sequence() {
        return events.size();
    }

    /// The set with the highest serial.
    public Optional<AcceptedSet> newest() {
        return events.reversed().stream()
                .filter(AcceptedSet.class::isInstance)
                .map(AcceptedSet.class::cast)
                .findFirst();
    }

    /// Serial of the newest set, 0 when there is none.
    public long serial() {
        return newest().map(AcceptedSet::serial).orElse(0L);
    }

    /// The set of a commit.
    public Optional<AcceptedSet> accepted(String commit) {
        return find(AcceptedSet.class, commit);
    }

    /// The rejection of a commit.
    public Optional<RejectedCommit> rejected(String commit) {
        return find(RejectedCommit.class, commit);
    }

    private <T extends PolicyEvent> Optional<T> find(Class<T> kind, String commit) {
        return events.reversed().stream()
                .filter(event -> event.commit().equals(commit))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
