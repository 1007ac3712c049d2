package hourglass.policy.loading;

import hourglass.policy.git.PolicyRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The set that decides now. Swapped whole; readers see one or the other.
public final class PolicySets {
    private final AtomicReference<@Nullable SetInUse> inUse = new AtomicReference<>();
    private final AtomicReference<PolicyHistory> history = new AtomicReference<>(PolicyHistory.EMPTY);
    private final PolicyRepository repository;
    private final Duration maxAge;
    private final InstantSource clock;

    /// @param maxAge how long sets are used after the repository last answered
    public PolicySets(PolicyRepository repository, Duration maxAge, InstantSource clock) {
        this.repository = repository;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /// The set in use; empty before the first.
    public Optional<SetInUse> current() {
        return Optional.ofNullable(inUse.get());
    }

    /// What was published about sets, as of the last look.
    public PolicyHistory history() {
        return history.get();
    }

    /// Whether the repository has not answered for so long that nothing may be decided any more: someone may have
    /// taken a right away there, and nobody here would know.
    public boolean outdated() {
        Instant oldest = clock.instant().minus(maxAge);
        return repository.fetchedAt().filter(at -> !at.isBefore(oldest)).isEmpty();
    }

    void use(SetInUse set) {
        inUse.set(set);
    }

    void saw(PolicyHistory newer) {
        history.set(newer);
    }
}
