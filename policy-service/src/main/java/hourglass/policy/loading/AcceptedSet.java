package hourglass.policy.loading;

import hourglass.policy.PolicyRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A policy set as it was numbered on the topic.
///
/// @param policy serial, commit, tree and digest
/// @param previousCommit the one accepted before; empty for the first
/// @param signers of the commit; none while signatures are not checked
/// @param documents in the set
/// @param people in its directory
/// @param fetchedAt when its repository last answered before it was accepted
/// @param at when it was published
public record AcceptedSet(
        PolicyRef policy,
        Optional<String> previousCommit,
        List<String> signers,
        int documents,
        int people,
        Instant fetchedAt,
        Instant at)
        implements PolicyEvent {
    public AcceptedSet {
        signers = List.copyOf(signers);
    }

    /// From 1, without a gap.
    public long serial() {
        return policy.serial();
    }

    @Override
    public String commit() {
        return policy.commit();
    }
}
