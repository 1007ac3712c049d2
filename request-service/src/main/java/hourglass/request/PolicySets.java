package hourglass.request;

import java.time.Instant;
import java.util.UUID;

/// The accepted policy sets, by serial.
public interface PolicySets {
    /// Newest serial known; 0 before the first.
    long newest();

    /// Keeps a set once; a repetition changes nothing.
    ///
    /// @param event that told of it
    void accept(Decision.PolicySet policy, Instant at, UUID event);
}
