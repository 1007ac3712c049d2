package hourglass.grant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What signed-in people tried here and may not. The first of a kind is told at once, repeats are counted into one
/// record a minute, and no person fills the log: at most [#MOST] records a minute each, and no count is lost.
public interface RefusedAttempts {
    /// Records about one person in one minute. The last one is kept for all that doesn't fit.
    int MOST = 60;

    /// Remembers one refused attempt, in a transaction of its own.
    void remember(Attempt attempt);

    /// Tells the repeats whose minute is over.
    ///
    /// @return how many records that made
    int tellRepeats();

    /// Something that a person tried.
    ///
    /// @param action such as `close` or `GET /v1/grants/{id}`
    /// @param rule that was broken, such as `not-allowed`
    /// @param problem type URI that the person was shown
    /// @param subject the request whose grant it was about; absent when none is known
    record Attempt(
            Actor.Person who,
            String action,
            String rule,
            String problem,
            @Nullable String subject) {}

    /// What is told about one or more attempts of a kind.
    ///
    /// @param sequence from 1 without a gap, per person
    /// @param count attempts that this stands for
    /// @param since the first of them
    record Told(Attempt attempt, long sequence, Instant at, int count, Instant since) {}

    /// Tells the rest of the world, in the transaction that counts.
    interface Teller {
        void tell(Told told);
    }
}
