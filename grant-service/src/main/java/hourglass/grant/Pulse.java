package hourglass.grant;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Since when something was not heard of. Any thread may beat, and any may ask.
final class Pulse {
    private final LongSupplier nanoTime;
    private volatile long last;

    /// One that has just been heard of.
    ///
    /// @param nanoTime a monotonic clock, in nanoseconds
    Pulse(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    void beat() {
        last = nanoTime.getAsLong();
    }

    boolean silentFor(Duration time) {
        return nanoTime.getAsLong() - last > time.toNanos();
    }
}
