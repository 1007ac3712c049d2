package hourglass.policy.deciding;

import hourglass.policy.Ask;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Cause;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.PolicyRef;
import java.util.Collections;
import java.util.List;

/// The answer to what is over a bound: a denial, and not a record that nobody can pass.
public final class TooLarge {
    private TooLarge() {}

    /// The denial.
    ///
    /// @param engine name and version of what decided
    public static Decision answer(Ask ask, PolicyRef policy, String engine) {
        return new Decision(
                ask.digest(),
                ask.cause(),
                ask.askedAt(),
                Outcome.DENY,
                Cause.TOO_LARGE,
                null,
                null,
                List.of(),
                List.of(),
                false,
                policy,
                engine,
                Collections.emptySortedMap(),
                List.of(),
                List.of(),
                0,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                false);
    }
}
