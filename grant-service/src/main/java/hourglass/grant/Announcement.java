package hourglass.grant;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event with what the store knows about it.
///
/// @param sequence from 1 without a gap, per request and topic
/// @param causationId the event behind it, absent for a person's command
/// @param occurredAt by this service's clock
public record Announcement(
        UUID eventId,
        RequestId request,
        long sequence,
        Instant occurredAt,
        Actor actor,
        @Nullable UUID causationId,
        GrantEvent event) {}
