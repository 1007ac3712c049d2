package hourglass.audit.publishes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// The file `checkpoint` on a branch of a Git repository. Each newer one is a commit on top of the last;
/// none is ever taken off.
public final class AnchorRepository implements Anchor {
    /// The branch as it was here last.
    private static final String KNOWN = "refs/hourglass/anchored";
    private static final String FILE = "checkpoint";
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int COMMITS_BETWEEN_CLEANINGS = 500;

    private final Path copy;
    private final Remote remote;
    private final InstantSource clock;
    private int commits;

    /// A branch of a repository.
    ///
    /// @param url any that Git takes, also a path
    /// @param username for a repository that wants one, else absent
    public record Remote(
            String url,
            String branch,
            @Nullable String username,
            @Nullable String password) {
        private String ref() {
            return Constants.R_HEADS + branch;
        }

        private <C extends TransportCommand<C, ?>> C reached(C command) {
            command.setTimeout((int) ANSWER.toSeconds());
            return username == null || password == null
                    ? command
                    : command.setCredentialsProvider(new UsernamePasswordCredentialsProvider(username, password));
        }
    }

    /// Keeps checkpoints in a remote repository.
    ///
    /// @param copy folder for what is here of it, made when it is not there
    public AnchorRepository(Path copy, Remote remote, InstantSource clock) {
        this.copy = copy;
        this.remote = remote;
        this.clock = clock;
    }

    @Override
    public Optional<String> read() throws IOException {
        try (Git git = open()) {
            boolean begun = remote.reached(git.lsRemote().setRemote(remote.url())).call().stream()
                    .anyMatch(ref -> ref.getName().equals(remote.ref()));
            if (begun) {
                fetch(git);
            }
            ObjectId head = git.getRepository().resolve(KNOWN);
            return head == null ? Optional.empty() : Optional.of(note(git.getRepository(), head));
        } catch (GitAPIException e) {
            throw new IOException("Can't read " + this + ": " + e.getMessage(), e);
        }
    }

    /// Without force, so that a branch that was written anew is told from one that only grew.
    private void fetch(Git git) throws GitAPIException, IOException {
        TrackingRefUpdate known = remote.reached(git.fetch()
                        .setRemote(remote.url())
                        .setRefSpecs(new RefSpec(remote.ref() + ":" + KNOWN))
                        .setTagOpt(TagOpt.NO_TAGS))
                .call()
                .getTrackingRefUpdate(KNOWN);
        if (known != null && known.getResult() == RefUpdate.Result.REJECTED) {
            throw new IOException(
                    "The history of %s was written anew: it no longer has commit %s. Somebody removed checkpoints there."
                            .formatted(this, known.getOldObjectId().name()));
        }
    }

    private String note(Repository repository, ObjectId head) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk file = TreeWalk.forPath(
                        repository, FILE, walk.parseCommit(head).getTree())) {
            if (file == null) {
                throw new IOException(
                        "%s has no file %s in %s: is it another repository?".formatted(this, FILE, head.name()));
            }
            return new String(repository.open(file.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void write(String note) throws IOException {
        try (Git git = open()) {
            ObjectId commit = commit(git.getRepository(), note);
            push(git, commit);
            RefUpdate known = git.getRepository().updateRef(KNOWN);
            known.setNewObjectId(commit);
            known.update();
            commits++;
            if (commits % COMMITS_BETWEEN_CLEANINGS == 0) {
                git.gc().call();
            }
        } catch (GitAPIException e) {
            throw new IOException("Can't push to " + this + ": " + e.getMessage(), e);
        }
    }

    private ObjectId commit(Repository repository, String note) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            tree.append(
                    FILE,
                    FileMode.REGULAR_FILE,
                    inserter.insert(Constants.OBJ_BLOB, note.getBytes(StandardCharsets.UTF_8)));
            PersonIdent service =
                    new PersonIdent("audit-service", "audit-service@localhost", clock.instant(), ZoneOffset.UTC);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            ObjectId head = repository.resolve(KNOWN);
            if (head != null) {
                commit.setParentId(head);
            }
            commit.setAuthor(service);
            commit.setCommitter(service);
            commit.setMessage(
                    "Checkpoint " + String.join(" ", note.lines().limit(2).toList()) + "\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private void push(Git git, ObjectId commit) throws GitAPIException, IOException {
        Iterable<PushResult> results = remote.reached(
                        git.push().setRemote(remote.url()).setRefSpecs(new RefSpec(commit.name() + ":" + remote.ref())))
                .call();
        for (PushResult result : results) {
            for (RemoteRefUpdate update : result.getRemoteUpdates()) {
                if (update.getStatus() != RemoteRefUpdate.Status.OK) {
                    throw new IOException("%s did not take a commit on top of what was there: %s."
                            .formatted(this, update.getStatus()));
                }
            }
        }
    }

    private Git open() throws IOException {
        Repository repository =
                new FileRepositoryBuilder().setGitDir(copy.toFile()).setBare().build();
        if (!repository.getObjectDatabase().exists()) {
            repository.create(true);
        }
        return new Git(repository);
    }

    @Override
    public String toString() {
        return "branch " + remote.branch() + " of " + remote.url();
    }
}
