package hourglass.e2e.invariants;

import tools.jackson.databind.JsonNode;

/// The decision function, run once more away from the service.
@FunctionalInterface
public interface Again {
    /// What it answers to an ask.
    ///
    /// @param ask as it was told
    /// @param policy the set that the decision names
    Answer decide(JsonNode ask, JsonNode policy);

    /// An answer, in short.
    ///
    /// @param digest of all that the answer says, to be compared with the decision's `resultDigest`
    record Answer(String outcome, String digest) {}
}
