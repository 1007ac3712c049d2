package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/// Time that never goes back: the larger of the database's clock and the last time seen plus what has passed since by
/// the monotonic clock. A database clock that is set back therefore delays no expiry; one that is set forward ends
/// access early, and starts nothing that is not ordered by the same clock. Instants have microseconds.
public final class SteadyClock implements InstantSource {
    /// A lead that small is no clock step but two clocks running apart. It is given back slowly.
    private static final Duration DRIFT = Duration.ofSeconds(1);

    /// One part in so many of the time that passes is used to give a lead back.
    private static final long GIVE_BACK = 1_000;

    private final LongSupplier nanoTime;
    private Instant seen;
    private Instant database;
    private long at;

    /// Begins at the database's time.
    ///
    /// @param database the database's clock, read just now
    /// @param nanoTime a monotonic clock, in nanoseconds
    public SteadyClock(Instant database, LongSupplier nanoTime) {
        this.database = database;
        this.seen = database;
        this.nanoTime = nanoTime;
        this.at = nanoTime.getAsLong();
    }

    /// Takes note of the database's clock, read just now. Called several times a second.
    public synchronized void observe(Instant now) {
        advance();
        database = now;
        if (now.isAfter(seen)) {
            seen = now;
        }
    }

    /// How far this clock is ahead of the database's: more than a moment means that the latter was set back.
    public synchronized Duration lead() {
        advance();
        return Duration.between(database, seen);
    }

    @Override
    public synchronized Instant instant() {
        advance();
        return seen.truncatedTo(ChronoUnit.MICROS);
    }

    private void advance() {
        long now = nanoTime.getAsLong();
        long passed = Math.max(0, now - at);
        at = now;
        Duration lead = Duration.between(database, seen);
        database = database.plusNanos(passed);
        boolean drifting = lead.isPositive() && lead.compareTo(DRIFT) < 0;
        long givenBack = drifting ? Math.min(passed / GIVE_BACK, lead.toNanos()) : 0;
        seen = seen.plusNanos(passed - givenBack);
    }
}
