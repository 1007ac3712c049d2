package hourglass.policy.loading;

import hourglass.policy.Finding;
import hourglass.policy.Loading;
import hourglass.policy.git.CommitContent;
import hourglass.policy.git.PolicyRepository;
import hourglass.policy.loading.RejectedCommit.Place;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads a commit from the local copy and builds it. One thread at a time.
final class CommitBuilding {
    /// What came of it.
    sealed interface Result {
        record Good(BuiltCommit built) implements Result {}

        record Bad(RejectedCommit rejected) implements Result {}
    }

    private final PolicyRepository repository;
    private final SetBuilder builder;
    private final InstantSource clock;
    private @Nullable BuiltCommit last;

    CommitBuilding(PolicyRepository repository, SetBuilder builder, InstantSource clock) {
        this.repository = repository;
        this.builder = builder;
        this.clock = clock;
    }

    /// Builds a commit and runs its suites.
    ///
    /// @param before the set in use: suites aren't run again when only the directory differs from it
    Result build(String commit, Optional<SetInUse> before) {
        return build(commit, files -> !onlyDirectoryChanged(before, files));
    }

    /// Builds a commit whose suites passed before, or gives back what was built last.
    Result rebuild(String commit) {
        BuiltCommit built = last;
        return built != null && built.files().commit().equals(commit)
                ? new Result.Good(built)
                : build(commit, files -> false);
    }

    private Result build(String commit, Predicate<CommitContent.Files> suites) {
        return switch (repository.read(commit)) {
            case CommitContent.Files files -> build(files, suites.test(files));
            case CommitContent.Unreadable unreadable ->
                new Result.Bad(new RejectedCommit(
                        commit,
                        "read",
                        "unreadable",
                        unreadable.reason(),
                        Optional.of(new Place(unreadable.path(), 1, 1)),
                        clock.instant()));
        };
    }

    private Result build(CommitContent.Files files, boolean suites) {
        return switch (builder.build(files.files(), suites)) {
            case Loading.Accepted(var set) -> {
                last = new BuiltCommit(files, set);
                yield new Result.Good(last);
            }
            case Loading.Rejected rejected -> new Result.Bad(rejection(files.commit(), rejected));
        };
    }

    private static boolean onlyDirectoryChanged(Optional<SetInUse> before, CommitContent.Files files) {
        return before.map(set -> set.built().files())
                .filter(old -> ChangedPaths.onlyDirectory(old.files(), files.files()))
                .isPresent();
    }

    private RejectedCommit rejection(String commit, Loading.Rejected rejected) {
        Finding first = rejected.first();
        int others = rejected.findings().size() - 1;
        String reason = others == 0 ? first.reason() : first.reason() + " (And " + others + " more.)";
        return new RejectedCommit(commit, first.stage(), first.code(), reason, place(first), clock.instant());
    }

    private static Optional<Place> place(Finding finding) {
        return finding.file() == null || finding.line() == null || finding.column() == null
                ? Optional.empty()
                : Optional.of(new Place(finding.file(), finding.line(), finding.column()));
    }
}
