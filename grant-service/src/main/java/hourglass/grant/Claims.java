package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/// Accounts that have work waiting.
public interface Claims {
    /// How long a claim is good.
    Duration LENGTH = Duration.ofSeconds(30);

    /// Takes the most urgent due account of a target: removals first, then the oldest. Empty when nothing is due.
    Optional<Claim> take(String target, Instant now);

    /// Stores what a round came to, under the locks of the account's unfinished grants, if the claim is still held.
    ///
    /// @param judge sees those grants as they are now; called once
    /// @return what was stored; nothing is, and this is empty, when the claim was no longer held
    Optional<Settlement> settle(Claim claim, Instant now, Function<Collection<Grant.Unfinished>, Settlement> judge);

    /// Gives the claim back with a fence above `newest`, if it is still held.
    boolean refence(Claim claim, long newest, Instant now);

    /// Makes a grant's account due at once, whatever it waits for.
    void hurry(Grant.Unfinished grant, Instant now);
}
