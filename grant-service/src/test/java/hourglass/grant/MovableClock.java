package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// A clock that stands still until a test moves it.
public final class MovableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-25T09:00:00Z");

    @Override
    public Instant instant() {
        return now.truncatedTo(ChronoUnit.MICROS);
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    public void set(Instant to) {
        now = to;
    }
}
