package hourglass.request;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One person's yes or no to one stage of a request in review.
///
/// @param stage full name, `document/stage`
/// @param comment null when none was given; a no always has one
/// @param digest of the request that the voter saw
/// @param outcome what the last applied decision says became of it; null before one has looked at it
public record Vote(
        UUID id,
        PersonId person,
        boolean yes,
        String stage,
        @Nullable String comment,
        String digest,
        Session session,
        @Nullable Outcome outcome) {

    /// What became of a vote.
    public enum Outcome {
        COUNTED,
        NOT_OPEN,
        NOT_ASKED,
        NOT_ELIGIBLE,
        OWN_REQUEST,
        ALREADY_VOTED
    }

    /// Whether its voter may try again: a decision has looked at it and did not count it.
    public boolean didNotCount() {
        return outcome != null && outcome != Outcome.COUNTED;
    }

    Vote with(@Nullable Outcome result) {
        return new Vote(id, person, yes, stage, comment, digest, session, result);
    }
}
