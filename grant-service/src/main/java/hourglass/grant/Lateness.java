package hourglass.grant;

import java.time.Duration;

/// Hears how late removals are.
@FunctionalInterface
public interface Lateness {
    /// A removal was verified.
    ///
    /// @param late from when it was due to when the target was read back clean; never negative
    void verified(String target, Duration late);
}
