package hourglass.policy.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/// A bare copy of the policy repository on this machine's disk. It outlives the process, so that a start without the
/// remote still finds the commit that was accepted last. Safe for use by several threads.
public final class PolicyRepository implements AutoCloseable {
    /// The branch as it was fetched last, rewritten or not.
    private static final String FETCHED = "refs/hourglass/fetched";
    /// Keeps what was accepted from being collected after the remote's history was rewritten.
    private static final String ACCEPTED = "refs/hourglass/accepted";

    private final Repository repository;
    private final Remote remote;
    private final Bounds bounds;
    private final InstantSource clock;
    private final LastFetch lastFetch;

    private PolicyRepository(Repository repository, Remote remote, Bounds bounds, InstantSource clock) {
        this.repository = repository;
        this.remote = remote;
        this.bounds = bounds;
        this.clock = clock;
        this.lastFetch = new LastFetch(repository.getDirectory().toPath().resolve("hourglass-fetched"));
    }

    /// Opens the copy in `directory`, or makes an empty one there. Doesn't touch the remote.
    ///
    /// @throws UncheckedIOException when the folder can't be written
    public static PolicyRepository open(Path directory, Remote remote, Bounds bounds, InstantSource clock) {
        try {
            Repository repository = new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .build();
            if (!repository.getObjectDatabase().exists()) {
                repository.create(true);
            }
            StoredConfig config = repository.getConfig();
            // A remote that was allowed must not send us on to one that wasn't.
            config.setString("http", null, "followRedirects", "false");
            config.setBoolean("fetch", null, "fsckObjects", true);
            config.save();
            return new PolicyRepository(repository, remote, bounds, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't keep the policy repository in " + directory + ". Is it writable?", e);
        }
    }

    /// Brings the branch as the remote has it now, also when its history was rewritten.
    ///
    /// @throws RepositoryUnreachableException when the remote doesn't answer or has no such branch
    public void fetch() throws RepositoryUnreachableException {
        try (Git git = new Git(repository)) {
            FetchCommand fetch = git.fetch()
                    .setRemote(remote.url())
                    .setRefSpecs(new RefSpec("+refs/heads/" + remote.branch() + ":" + FETCHED))
                    .setTagOpt(TagOpt.NO_TAGS)
                    .setTimeout((int) remote.timeout().toSeconds());
            if (remote.username() != null && remote.password() != null) {
                fetch.setCredentialsProvider(
                        new UsernamePasswordCredentialsProvider(remote.username(), remote.password()));
            }
            fetch.call();
        } catch (GitAPIException e) {
            throw new RepositoryUnreachableException("Can't fetch " + remote + ": " + e.getMessage(), e);
        }
        read(() -> {
            lastFetch.was(clock.instant());
            return Optional.empty();
        });
    }

    /// When the remote last answered, this process or an earlier one; empty if it never did.
    public Optional<Instant> fetchedAt() {
        return read(lastFetch::at);
    }

    /// The newest commit of the branch, as last fetched; empty before the first fetch.
    public Optional<String> head() {
        return id(FETCHED).map(ObjectId::name);
    }

    /// Whether `commit` is here whole enough to be read.
    public boolean has(String commit) {
        return read(() -> repository.getObjectDatabase().has(ObjectId.fromString(commit)));
    }

    /// The commits that lead from `accepted` to the fetched head, oldest first; empty when nothing is new.
    /// Where branches were merged it keeps to the parent that descends from `accepted`, the first if several do.
    ///
    /// @return nothing when the head does not descend from `accepted`: the history was rewritten or moved back
    /// @throws UncheckedIOException when `accepted` is not here (see [#has]) or the disk fails
    public Optional<List<String>> since(String accepted) {
        Optional<ObjectId> head = id(FETCHED);
        if (head.isEmpty()) {
            return Optional.of(List.of());
        }
        return read(() -> History.path(repository, ObjectId.fromString(accepted), head.get()));
    }

    /// The files of a commit.
    ///
    /// @throws UncheckedIOException when the commit is not here or the disk fails
    public CommitContent read(String commit) {
        return read(() -> CommitReader.read(repository, ObjectId.fromString(commit), bounds));
    }

    /// Keeps `commit` and what it stands on, whatever the remote does with its branch.
    public void keep(String commit) {
        read(() -> {
            RefUpdate update = repository.updateRef(ACCEPTED);
            update.setNewObjectId(ObjectId.fromString(commit));
            RefUpdate.Result result = update.forceUpdate();
            return switch (result) {
                case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> result;
                default -> throw new IOException("Git answered " + result + " to " + ACCEPTED);
            };
        });
    }

    @Override
    public void close() {
        repository.close();
    }

    private Optional<ObjectId> id(String name) {
        return Optional.ofNullable(read(() -> Optional.ofNullable(repository.exactRef(name)))
                .map(Ref::getObjectId)
                .orElse(null));
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException("The local copy of the policy repository can't be read", e);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
