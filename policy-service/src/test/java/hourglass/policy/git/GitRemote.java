package hourglass.policy.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// A real Git repository to fetch from: bare, with branch `main`, in a folder of its own.
public final class GitRemote implements AutoCloseable {
    private static final PersonIdent AUTHOR = new PersonIdent(
            "Erin Walsh", "erin@hansepay.example", Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

    private final Repository repository;
    private final Path directory;
    private int commits;

    private GitRemote(Repository repository, Path directory) {
        this.repository = repository;
        this.directory = directory;
    }

    public static GitRemote in(Path directory) {
        try {
            Repository repository = new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .build();
            repository.create(true);
            return new GitRemote(repository, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return directory.toUri().toString();
    }

    public Path directory() {
        return directory;
    }

    /// Commits exactly these files on top of the branch.
    public String commit(Map<String, String> files) {
        String head = head();
        String commit = commitOn(head.isEmpty() ? List.of() : List.of(head), files);
        move(commit);
        return commit;
    }

    /// Commits exactly these files on top of any parents, and moves nothing.
    public String commitOn(List<String> parents, Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return commitOn(parents, bytes, FileMode.REGULAR_FILE);
    }

    /// Commits files of any kind.
    public String commitOn(List<String> parents, Map<String, byte[]> files, FileMode mode) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(mode);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
                builder.add(entry);
            }
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            commit.setParentIds(parents.stream().map(ObjectId::fromString).toList());
            commit.setAuthor(AUTHOR);
            commit.setCommitter(AUTHOR);
            commit.setMessage("Change the policy, " + ++commits);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Points the branch at a commit, forward or not.
    public void move(String commit) {
        try {
            RefUpdate update = repository.updateRef("refs/heads/main");
            update.setNewObjectId(ObjectId.fromString(commit));
            update.forceUpdate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The branch's commit; empty before the first.
    public String head() {
        try {
            ObjectId head = repository.resolve("refs/heads/main");
            return head == null ? "" : head.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
