package hourglass.policy.loading;

import hourglass.policy.PolicyRef;
import hourglass.policy.PolicySet;

/// A set that was read back from the topic and built here to the same digest: only such a one decides.
///
/// @param accepted as it stands on the topic
/// @param built as it was built here
public record SetInUse(AcceptedSet accepted, BuiltCommit built) {
    /// What the set is called in decisions.
    public PolicyRef policy() {
        return accepted.policy();
    }

    /// What decides.
    public PolicySet set() {
        return built.set();
    }
}
