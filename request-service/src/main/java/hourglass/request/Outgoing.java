package hourglass.request;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Events on their way to `hourglass.requests`, added within the transaction that changes the state.
public interface Outgoing {
    /// Sends an event of a request on its way, and returns its id.
    UUID add(Envelope envelope, Event.Told event);

    /// Tells that a person tried what they may not, on `hourglass.people`.
    void add(Envelope envelope, RefusedAttempts.Refused attempt);

    /// What surrounds an event, for its `meta`.
    ///
    /// @param aggregate the record key
    /// @param sequence from 1 without a gap per aggregate
    /// @param at this service's database clock
    /// @param causation event that caused it; null for a person's command
    record Envelope(
            String aggregate,
            long sequence,
            Instant at,
            Actor actor,
            @Nullable UUID causation) {}
}
