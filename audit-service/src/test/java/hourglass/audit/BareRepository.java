package hourglass.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A real Git repository to push to, with branch `main` once there is a commit.
public final class BareRepository {
    private static final String MAIN = "refs/heads/main";

    private final Path folder;

    private BareRepository(Path folder) {
        this.folder = folder;
    }

    public static BareRepository in(Path folder) {
        try (Repository repository = open(folder)) {
            repository.create(true);
            return new BareRepository(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return folder.toUri().toString();
    }

    /// The file `checkpoint` of every commit, oldest first.
    public List<String> notes() {
        try (Repository repository = open(folder);
                RevWalk walk = new RevWalk(repository)) {
            List<String> notes = new ArrayList<>();
            ObjectId head = repository.resolve(MAIN);
            while (head != null) {
                RevCommit commit = walk.parseCommit(head);
                try (TreeWalk file = TreeWalk.forPath(repository, "checkpoint", commit.getTree())) {
                    notes.addFirst(
                            new String(repository.open(file.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
                }
                head = commit.getParentCount() == 0 ? null : commit.getParent(0);
            }
            return notes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes the newest commit off the branch.
    public void forgetTheNewest() {
        try (Repository repository = open(folder)) {
            RefUpdate update = repository.updateRef(MAIN);
            update.setNewObjectId(repository.resolve(MAIN + "^"));
            update.setForceUpdate(true);
            update.update();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Repository open(Path folder) throws IOException {
        return new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    }
}
