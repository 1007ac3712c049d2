package hourglass.grant;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a change comes from, for the event's metadata.
///
/// @param eventId the event behind it; absent for a person's command, and for what this service does by itself, where
///     the grant's own last event stands in
/// @param sequence position of that event among its request's on hourglass.requests, 0 when it is not from there
public record Cause(Actor actor, @Nullable UUID eventId, long sequence) {
    /// This service, carrying on from the grant's last event.
    public static final Cause ITSELF = new Cause(new Actor.Service(), null, 0);
}
