package hourglass.request;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What may be wanted of a request that exists.
public sealed interface Command {

    /// policy-service has answered.
    record TakeAnswer(Decision answer) implements Command {}

    /// grant-service has told something.
    record HearGrant(GrantNews news) implements Command {}

    /// A yes or a no to one open stage.
    ///
    /// @param stage in full or its last part; null when only one stage asks the voter
    /// @param digest of the request that the voter saw
    record CastVote(
            Caller caller,
            UUID voteId,
            boolean yes,
            @Nullable String stage,
            String digest,
            @Nullable String comment) implements Command {}

    /// Calls it off; after the order this is an early end.
    record Cancel(Caller caller, @Nullable String comment) implements Command {}

    /// A new request of the same person takes its place.
    record Replace(PersonId person, RequestId replacement) implements Command {}

    /// The session that a hold wanted.
    record Resume(Caller caller) implements Command {}

    /// Takes the access away early.
    record End(Caller caller, @Nullable String comment) implements Command {}

    /// A sweep found it due.
    record AskAgain(AskCause cause) implements Command {}

    /// Policy has not answered for too long.
    record GiveUp() implements Command {}
}
