package hourglass.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What signed-in people tried and may not. The first of a kind is told at once, repeats are counted into one record a
/// minute, and no person fills the log: at most 60 records a minute each.
public interface RefusedAttempts {
    /// Remembers one refused attempt, in a transaction of its own.
    void remember(Attempt attempt);

    /// Tells the repeats whose minute is over; returns how many records that made.
    int tellRepeats();

    /// Something that a person tried.
    ///
    /// @param key the person, or `idp:subject` of somebody the directory doesn't know
    /// @param action such as `approve` or `POST /v1/requests`
    /// @param rule that was broken, such as `own-request`
    /// @param problem type URI that the person was shown
    /// @param subject the request it was about; null when none is known
    record Attempt(
            String key,
            Session session,
            String action,
            String rule,
            String problem,
            @Nullable String subject) {}

    /// What is told about one or more attempts of a kind.
    ///
    /// @param count attempts that this record stands for
    /// @param since the first of them
    record Refused(
            String action,
            String rule,
            String problem,
            @Nullable String subject,
            int count,
            Instant since) {}
}
