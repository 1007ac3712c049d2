package hourglass.policy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One person's yes or no to one stage.
///
/// @param stage the stage's id, or `document/stage` as decisions name it; only the id counts
/// @param comment null when none was given
/// @param digest of the request that the voter saw
/// @param session of the voter; its `at` is the moment of the vote
public record Vote(
        UUID voteId,
        String person,
        boolean yes,
        String stage,
        @Nullable String comment,
        String digest,
        Session session) {}
