package hourglass.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was asked for. It never changes after submission.
///
/// @param person who asks and gets the access: a key of the directory
/// @param durationSeconds wanted length in seconds
/// @param startsAt wanted start; null: at once
/// @param reason at most [#MAX_REASON] characters; a longer one is denied as too large
/// @param breakGlass asked for by name
/// @param policy the way in that the requester named; null: any
/// @param extending request whose access this one overlaps, a link for people (`extends` in the event); null: none
/// @param replaces open request that this one takes the place of; null: none
public record Content(
        String requestId,
        String person,
        String resource,
        String role,
        int durationSeconds,
        @Nullable Instant startsAt,
        String reason,
        @Nullable String ticket,
        boolean breakGlass,
        @Nullable String policy,
        @Nullable String extending,
        @Nullable String replaces,
        Instant submittedAt) {

    /// Longest reason in characters.
    public static final int MAX_REASON = 1_000;

    /// The wanted length.
    public Duration duration() {
        return Duration.ofSeconds(durationSeconds);
    }
}
