package hourglass.policy.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/// The way from one commit to a later one.
final class History {
    private History() {}

    /// Commits after `base` up to and including `head`, each a child of the one before it, or nothing if there is no
    /// such way. Both must be in the copy: of a commit that isn't, nobody can say what follows it.
    static Optional<List<String>> path(Repository repository, ObjectId base, ObjectId head) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            Set<ObjectId> descending = descendants(walk, base, head);
            List<String> path = new ArrayList<>();
            ObjectId at = head;
            while (!at.equals(base)) {
                path.add(at.name());
                Optional<ObjectId> parent = parent(walk.parseCommit(at), descending);
                if (parent.isEmpty()) {
                    return Optional.empty();
                }
                at = parent.get();
            }
            Collections.reverse(path);
            return Optional.of(List.copyOf(path));
        }
    }

    private static Set<ObjectId> descendants(RevWalk walk, ObjectId base, ObjectId head) throws IOException {
        walk.markStart(walk.parseCommit(head));
        walk.markUninteresting(walk.parseCommit(base));
        walk.sort(RevSort.TOPO);
        walk.sort(RevSort.REVERSE, true);
        Set<ObjectId> descending = new HashSet<>(Set.of(base.copy()));
        for (RevCommit commit : walk) {
            if (parent(commit, descending).isPresent()) {
                descending.add(commit.copy());
            }
        }
        walk.reset();
        return descending;
    }

    private static Optional<ObjectId> parent(RevCommit commit, Set<ObjectId> among) {
        for (RevCommit parent : commit.getParents()) {
            if (among.contains(parent)) {
                return Optional.of(parent.copy());
            }
        }
        return Optional.empty();
    }
}
