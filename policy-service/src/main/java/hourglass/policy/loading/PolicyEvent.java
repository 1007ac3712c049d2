package hourglass.policy.loading;

import java.time.Instant;

/// What became of a commit, as it was published.
public sealed interface PolicyEvent permits AcceptedSet, RejectedCommit {
    /// Hex id.
    String commit();

    /// When it was published.
    Instant at();
}
