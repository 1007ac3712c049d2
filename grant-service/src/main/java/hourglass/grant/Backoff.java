package hourglass.grant;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait after failed attempts: about 1 s, 2 s, 4 s … up to 60 s, for ever, each cut by up to half so that
/// accounts that failed together don't come back together.
public final class Backoff {
    private static final int LAST_DOUBLING = 6;
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// The wait after so many failures in a row, between 1 s and 60 s.
    ///
    /// @param failures at least 1
    public Duration after(int failures) {
        long whole = LEAST.toMillis() << Math.min(failures, LAST_DOUBLING);
        long jittered = whole / 2 + random.nextLong(whole / 2 + 1);
        return Duration.ofMillis(Math.clamp(jittered, LEAST.toMillis(), MOST.toMillis()));
    }
}
