package hourglass.policy.deciding;

import hourglass.policy.Ask;
import java.util.UUID;

/// An ask as it came.
///
/// @param ask what is asked
/// @param eventId of the event that carried it
/// @param bytes the size of that event
public record ReceivedAsk(Ask ask, UUID eventId, int bytes) {}
