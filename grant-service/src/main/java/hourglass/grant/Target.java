package hourglass.grant;

import java.util.Optional;
import java.util.Set;

/// A system on which access is given. Implementations may be called from several threads, for different accounts.
///
/// Calls take ten seconds at most and throw nothing that a target can cause.
public interface Target {
    /// Brings one account in line and reads it back. The fence is checked and stored in the same atomic step as the
    /// change, even when there is nothing to change. What was there before, or comes from elsewhere, stays.
    Answer apply(Wanted wanted);

    /// Why names like these can never be given here, in one sentence; empty when they can.
    Optional<String> objection(String account, Set<String> entitlements);

    /// Obligations that this target can meet.
    Set<String> obligations();

    /// Whether this service may do its work here: empty, or the first thing that is missing, in one sentence.
    Optional<String> missing();
}
