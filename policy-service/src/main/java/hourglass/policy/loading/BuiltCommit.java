package hourglass.policy.loading;

import hourglass.policy.PolicySet;
import hourglass.policy.git.CommitContent;

/// A commit that was read and built.
///
/// @param files what it was built from
/// @param set what came of it
public record BuiltCommit(CommitContent.Files files, PolicySet set) {}
