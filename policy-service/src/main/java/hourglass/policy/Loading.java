package hourglass.policy;

import java.util.List;

/// What came of building a commit into a policy set.
public sealed interface Loading {

    /// It holds together.
    record Accepted(PolicySet set) implements Loading {}

    /// It doesn't; nothing of it is used.
    ///
    /// @param findings at least one, in the order of the files
    record Rejected(List<Finding> findings) implements Loading {

        public Rejected {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("A rejection names what is wrong.");
            }
        }

        /// The finding to publish as the reason.
        public Finding first() {
            return findings.getFirst();
        }
    }
}
