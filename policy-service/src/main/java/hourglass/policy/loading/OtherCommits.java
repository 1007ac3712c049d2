package hourglass.policy.loading;

import hourglass.policy.PolicyRef;
import hourglass.policy.git.PolicyRepository;
import hourglass.policy.loading.CommitBuilding.Result;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sets of commits that don't decide, for reading them and for asking what they would have said. Built when wanted,
/// without their suites; the last few are kept.
public final class OtherCommits {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final int KEPT = 4;

    private final PolicyRepository repository;
    private final CommitBuilding building;
    private final PolicySets sets;
    private final Map<String, BuiltCommit> kept = new LinkedHashMap<>();

    public OtherCommits(PolicyRepository repository, SetBuilder builder, PolicySets sets, InstantSource clock) {
        this.repository = repository;
        this.building = new CommitBuilding(repository, builder, clock);
        this.sets = sets;
    }

    /// A commit of the repository, built.
    ///
    /// @param commit hex id in full
    /// @return empty when there is no such commit here, or it can't be built
    public synchronized Optional<BuiltCommit> find(String commit) {
        Optional<BuiltCommit> inUse = sets.current()
                .map(SetInUse::built)
                .filter(built -> built.files().commit().equals(commit));
        if (inUse.isPresent()) {
            return inUse;
        }
        BuiltCommit known = kept.get(commit);
        if (known != null) {
            return Optional.of(known);
        }
        if (!ID.matcher(commit).matches()
                || !repository.has(commit)
                || !(building.rebuild(commit) instanceof Result.Good(var built))) {
            return Optional.empty();
        }
        if (kept.size() == KEPT) {
            kept.remove(List.copyOf(kept.keySet()).getFirst());
        }
        kept.put(commit, built);
        return Optional.of(built);
    }

    /// What the set of a commit is called in decisions; serial 0 when it was never accepted.
    public PolicyRef name(BuiltCommit built) {
        return sets.history()
                .accepted(built.files().commit())
                .map(AcceptedSet::policy)
                .orElseGet(() -> new PolicyRef(
                        0,
                        built.files().commit(),
                        built.files().tree(),
                        built.set().bundleDigest()));
    }
}
