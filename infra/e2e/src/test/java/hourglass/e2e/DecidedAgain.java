package hourglass.e2e;

import hourglass.e2e.invariants.Again;
import hourglass.policy.Ask;
import hourglass.policy.AskCause;
import hourglass.policy.Decision;
import hourglass.policy.Loading;
import hourglass.policy.Phase;
import hourglass.policy.PolicyRef;
import hourglass.policy.PolicySet;
import hourglass.policy.engine.PolicySets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import tools.jackson.databind.JsonNode;

/// Takes decisions again from what anybody can have: the policy repository, the ask as it was told, and the engine.
final class DecidedAgain implements Again {
    private final Path repository;
    private final Map<String, PolicySet> sets = new HashMap<>();

    /// @param repository the bare policy repository
    DecidedAgain(Path repository) {
        this.repository = repository;
    }

    @Override
    public Answer decide(JsonNode ask, JsonNode policy) {
        PolicyRef named = new PolicyRef(
                policy.path("serial").asLong(),
                policy.path("commit").asString(""),
                policy.path("tree").asString(""),
                policy.path("bundleDigest").asString(""));
        PolicySet set = sets.computeIfAbsent(named.commit(), this::build);
        if (!set.bundleDigest().equals(named.bundleDigest())) {
            return new Answer("commit " + named.commit() + " builds to another digest", "");
        }
        Decision decision = set.decide(ask(ask), named);
        return new Answer(decision.outcome().name(), decision.resultDigest());
    }

    private static Ask ask(JsonNode ask) {
        return new Ask(
                ask.path("number").asInt(),
                AskCause.valueOf(ask.path("cause").asString("")),
                AskParts.time(ask.path("askedAt")),
                Phase.valueOf(ask.path("phase").asString("")),
                ask.path("policyAtLeast").asLong(),
                AskParts.content(ask.path("content")),
                ask.path("digest").asString(""),
                AskParts.session(ask.path("session")),
                ask.path("votes").valueStream().map(AskParts::vote).toList(),
                ask.path("windows").valueStream().map(AskParts::window).toList(),
                AskParts.standing(ask.path("standing")),
                AskParts.basis(ask.path("basis")));
    }

    private PolicySet build(String commit) {
        return switch (PolicySets.load(files(commit))) {
            case Loading.Accepted(PolicySet set) -> set;
            case Loading.Rejected rejected -> throw new AssertionError(commit + ": " + rejected.first());
        };
    }

    private SortedMap<String, byte[]> files(String commit) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Repository git = new FileRepositoryBuilder()
                        .setGitDir(repository.toFile())
                        .setMustExist(true)
                        .build();
                RevWalk commits = new RevWalk(git);
                TreeWalk tree = new TreeWalk(git)) {
            tree.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                String path = tree.getPathString();
                if (path.endsWith(".yaml") && !path.startsWith(".") && !path.contains("/.")) {
                    files.put(path, git.open(tree.getObjectId(0)).getBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + commit + " of " + repository, e);
        }
        return files;
    }
}
