package hourglass.policy.git;

import java.util.SortedMap;

/// What a commit holds, or why it can't be read whole.
public sealed interface CommitContent {

    /// The YAML files of a commit.
    ///
    /// @param commit hex id
    /// @param tree hex id of the commit's tree
    /// @param files path to bytes, in path order; `*.yaml` outside folders whose name begins with a dot
    record Files(String commit, String tree, SortedMap<String, byte[]> files) implements CommitContent {}

    /// The commit is larger than a policy repository may be, or holds something that isn't a file.
    ///
    /// @param commit hex id
    /// @param tree hex id of the commit's tree
    /// @param path the file where reading stopped
    /// @param reason one sentence for the author of the commit
    record Unreadable(String commit, String tree, String path, String reason) implements CommitContent {}
}
