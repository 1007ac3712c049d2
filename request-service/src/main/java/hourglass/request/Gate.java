package hourglass.request;

import java.time.Duration;
import java.time.Instant;

/// The gate: the one place where a decision becomes access. Held under the request's row lock, for the newest ask only.
final class Gate {
    /// How old an ask may be when its ALLOW is taken.
    static final Duration FRESH = Duration.ofSeconds(60);

    private Gate() {}

    /// Whether `answer`, an ALLOW to the newest ask, may be taken now. If not, the request is asked again.
    static boolean letsThrough(Decision answer, Asks asks, Surroundings around) {
        Instant now = around.now();
        return answer.policy().serial() >= around.newestSerial()
                && !asks.askedAt().plus(FRESH).isBefore(now)
                && answer.startBy() != null
                && now.isBefore(answer.startBy());
    }
}
