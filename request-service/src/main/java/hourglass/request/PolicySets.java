package hourglass.request;

import java.time.Instant;

/// The accepted policy sets, by serial.
public interface PolicySets {
    /// Newest serial known; 0 before the first.
    long newest();

    void accept(Decision.PolicySet policy, Instant at);
}
