package hourglass.policy.loading;

import hourglass.policy.PolicyRef;
import hourglass.policy.git.PolicyRepository;
import hourglass.policy.git.RepositoryUnreachableException;
import hourglass.policy.loading.CommitBuilding.Result;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings commits of the policy repository into use: fetched, followed one at a time from the last accepted on the
/// topic, built, numbered, read back, built to the same digest, and only then used. Whatever fails, the last good set
/// stays. Several instances may do so at once. See "Policy sets are numbered" of the flow, and "Loading a commit" of
/// the policy language.
public final class PolicyLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyLoader.class);

    private final PolicyRepository repository;
    private final PolicyLog log;
    private final PolicyAnnouncements announcements;
    private final CommitBuilding building;
    private final PolicySets sets;
    private final Alarms alarms;
    private final InstantSource clock;
    private final Set<String> refused = new HashSet<>();
    private long unusable;

    public PolicyLoader(
            PolicyRepository repository,
            PolicyLog log,
            PolicyAnnouncements announcements,
            SetBuilder builder,
            PolicySets sets,
            Alarms alarms,
            InstantSource clock) {
        this.repository = repository;
        this.log = log;
        this.announcements = announcements;
        this.building = new CommitBuilding(repository, builder, clock);
        this.sets = sets;
        this.alarms = alarms;
        this.clock = clock;
    }

    /// Fetches, and takes what is new: from the topic, then from the repository if that answered.
    ///
    /// @throws hourglass.messaging.RetryLater when Kafka or the registry doesn't answer; what is in use stays
    public synchronized void refresh() {
        boolean answered = fetch();
        adoptNewest();
        if (!answered) {
            return; // the copy may be older than the topic, and the branch may have been taken back since
        }
        for (String commit : following(sets.history())) {
            if (!offer(commit)) {
                return;
            }
        }
    }

    /// @return whether the repository answered
    private boolean fetch() {
        try {
            repository.fetch();
            alarms.clear(Alarms.UNREACHABLE);
            return true;
        } catch (RepositoryUnreachableException e) {
            alarms.raise(Alarms.UNREACHABLE, String.valueOf(e.getMessage()));
            return false;
        }
    }

    /// Reads the topic, and uses its newest set if that can be built here to the same digest.
    private void adoptNewest() {
        PolicyHistory history = log.readToEnd();
        sets.saw(history);
        Optional<AcceptedSet> newest = history.newest().filter(set -> set.serial() != unusable);
        long inUse = sets.current().map(set -> set.accepted().serial()).orElse(0L);
        if (newest.isPresent() && newest.get().serial() > inUse) {
            adopt(newest.get());
        }
    }

    private void adopt(AcceptedSet accepted) {
        if (!repository.has(accepted.commit())) {
            alarms.raise(
                    Alarms.NOT_HERE,
                    "Commit " + accepted.commit() + " of set " + accepted.serial()
                            + " can't be fetched from the repository");
            return;
        }
        alarms.clear(Alarms.NOT_HERE);
        if (building.rebuild(accepted.commit()) instanceof Result.Good(var built) && agrees(accepted, built)) {
            use(accepted, built);
        } else {
            unusable = accepted.serial();
            alarms.raise(
                    Alarms.DIFFERS,
                    "Set " + accepted.serial() + " was accepted elsewhere, but is not the same when built here: "
                            + "run the same version everywhere");
        }
    }

    private static boolean agrees(AcceptedSet accepted, BuiltCommit built) {
        return accepted.policy().tree().equals(built.files().tree())
                && accepted.policy().bundleDigest().equals(built.set().bundleDigest());
    }

    private void use(AcceptedSet accepted, BuiltCommit built) {
        repository.keep(accepted.commit());
        sets.use(new SetInUse(accepted, built));
        alarms.clear(Alarms.DIFFERS);
        LOG.info(
                "Set {} decides now: commit {}, {} documents, {} people",
                accepted.serial(),
                accepted.commit(),
                accepted.documents(),
                accepted.people());
    }

    /// The commits to be looked at, oldest first. On an empty topic the branch as it is now is the beginning.
    /// None while the commit accepted last is not here: whether the branch follows it can't be told.
    private List<String> following(PolicyHistory history) {
        Optional<String> head = repository.head();
        boolean baseMissing = history.newest()
                .filter(newest -> !repository.has(newest.commit()))
                .isPresent();
        if (head.isEmpty() || baseMissing) {
            return List.of();
        }
        Optional<List<String>> commits = history.newest()
                .map(newest -> repository.since(newest.commit()))
                .orElse(Optional.of(List.of(head.get())));
        if (commits.isEmpty()) {
            reject(rewritten(head.get(), history.newest().orElseThrow()));
            return List.of();
        }
        return commits.get().stream()
                .filter(commit -> !refused.contains(commit))
                .toList();
    }

    private RejectedCommit rewritten(String head, AcceptedSet newest) {
        return new RejectedCommit(
                head,
                "history",
                "not-fast-forward",
                "This commit does not follow " + newest.commit() + ", which is in use. Only fast-forward is accepted: "
                        + "bring the branch back and commit the change on top.",
                Optional.empty(),
                clock.instant());
    }

    /// @return whether to go on with the commit after it
    private boolean offer(String commit) {
        return switch (building.build(commit, sets.current())) {
            case Result.Good(var built) -> accept(commit, built);
            case Result.Bad(var rejected) -> reject(rejected);
        };
    }

    private boolean accept(String commit, BuiltCommit built) {
        PolicyHistory history = sets.history();
        Instant now = clock.instant();
        boolean published = announcements.accept(
                new AcceptedSet(
                        new PolicyRef(
                                history.serial() + 1,
                                commit,
                                built.files().tree(),
                                built.set().bundleDigest()),
                        history.newest().map(AcceptedSet::commit),
                        List.of(), // Commit signatures aren't checked yet; their signers will stand here.
                        built.set().documents().size(),
                        built.set().people().size(),
                        repository.fetchedAt().orElse(now),
                        now),
                built.set());
        adoptNewest();
        return published;
    }

    private boolean reject(RejectedCommit rejected) {
        if (refused.contains(rejected.commit())) {
            return true;
        }
        PolicyHistory history = sets.history();
        boolean known = history.rejected(rejected.commit()).isPresent();
        if (!known && !announcements.reject(rejected, history.serial())) {
            return false;
        }
        refused.add(rejected.commit());
        alarms.rejected(rejected);
        return true;
    }
}
