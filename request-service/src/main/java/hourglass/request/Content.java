package hourglass.request;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was asked for. It never changes: votes, orders and allowances carry its digest.
///
/// @param person who asks and gets the access
/// @param duration whole seconds, 1 s to 24 h
/// @param startsAt wanted start; null: at once
/// @param reason 1 to 1,000 characters
/// @param breakGlass asked for by name
/// @param policy the way in that the requester named; null: any
/// @param extending request whose access this one overlaps, a link for people
/// @param replaces open request of the same person that this one takes the place of
public record Content(
        RequestId id,
        PersonId person,
        Access access,
        Duration duration,
        @Nullable Instant startsAt,
        String reason,
        @Nullable String ticket,
        boolean breakGlass,
        @Nullable String policy,
        @Nullable RequestId extending,
        @Nullable RequestId replaces,
        Instant submittedAt) {}
