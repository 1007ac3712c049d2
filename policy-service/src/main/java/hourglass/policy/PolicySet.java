package hourglass.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One commit of the policy repository, built: immutable, shared between threads, free of clocks and of I/O.
///
/// Two sets built from the same files have the same digest and answer every ask with the same bytes.
public interface PolicySet {

    /// Hex SHA-256 over the files that the set was built from.
    String bundleDigest();

    /// Name and version of what decides, for the decision's `engine`.
    String engine();

    /// Every document, by id.
    List<Document> documents();

    /// Everybody in the directory, by id.
    List<Person> people();

    /// Whose identity this is; empty for a stranger.
    Optional<Person> person(Identity identity);

    /// The resources that can be asked for, by id, each with the roles that have a target.
    List<Resource> resources();

    /// What lint has to say about a set that is good enough to be used.
    List<Finding> warnings();

    /// Paths of the facts that only some readers may see, such as `request.reason`.
    Set<String> sensitive();

    /// Policy's answer to `ask`: every reason with it, but no allowance, which the publisher signs.
    ///
    /// Never throws for what an ask says: too large, or naming what doesn't exist, is a denial with its cause.
    ///
    /// @param as what this set is called in the decision
    Decision decide(Ask ask, PolicyRef as);

    /// The same answer with the changes that would bring a better one, for a preview.
    Explanation explain(Ask ask, PolicyRef as);
}
