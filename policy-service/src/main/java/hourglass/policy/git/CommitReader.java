package hourglass.policy.git;

import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Reads a commit's policy files within bounds. Sizes come from Git's object headers, before any bytes are inflated.
final class CommitReader {
    private final Repository repository;
    private final RevCommit commit;
    private final Bounds bounds;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private long total;

    private CommitReader(Repository repository, RevCommit commit, Bounds bounds) {
        this.repository = repository;
        this.commit = commit;
        this.bounds = bounds;
    }

    static CommitContent read(Repository repository, ObjectId id, Bounds bounds) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return new CommitReader(repository, walk.parseCommit(id), bounds).read();
        }
    }

    private CommitContent read() throws IOException {
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                String path = walk.getPathString();
                if (!isPolicyFile(path)) {
                    continue;
                }
                if (!isPlainFile(walk.getFileMode())) {
                    return unreadable(path, "is a link; a policy repository holds plain files only");
                }
                if (files.size() == bounds.files()) {
                    return unreadable(path, "is one file too many; at most %,d are read".formatted(bounds.files()));
                }
                ObjectLoader file = repository.open(walk.getObjectId(0));
                total += file.getSize();
                if (file.getSize() > bounds.fileBytes()) {
                    return unreadable(
                            path, "has %,d bytes; at most %,d are read".formatted(file.getSize(), bounds.fileBytes()));
                }
                if (total > bounds.totalBytes()) {
                    return unreadable(path, "takes the commit over %,d bytes in all".formatted(bounds.totalBytes()));
                }
                files.put(path, file.getCachedBytes(bounds.fileBytes()));
            }
        }
        return new CommitContent.Files(commit.name(), commit.getTree().name(), files);
    }

    private CommitContent unreadable(String path, String why) {
        return new CommitContent.Unreadable(commit.name(), commit.getTree().name(), path, path + " " + why + ".");
    }

    private static boolean isPlainFile(FileMode mode) {
        return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
    }

    /// Folders with a dot belong to whoever hosts the repository (`.github` and the like).
    private static boolean isPolicyFile(String path) {
        return path.endsWith(".yaml") && Arrays.stream(path.split("/")).noneMatch(part -> part.startsWith("."));
    }
}
