package hourglass.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/// The Git repository that audit-service pushes its checkpoints to.
///
/// @param bare where it is
record CheckpointRepository(Path bare) {
    /// The repository in a folder; made when it is not there.
    static CheckpointRepository in(Path folder) {
        Path bare = folder.resolve("checkpoints.git");
        if (!Files.exists(bare.resolve("HEAD"))) {
            try {
                Git.init()
                        .setBare(true)
                        .setDirectory(bare.toFile())
                        .setInitialBranch("main")
                        .call()
                        .close();
            } catch (GitAPIException e) {
                throw new IllegalStateException(
                        "Can't make the repository for checkpoints " + bare + ": " + e.getMessage(), e);
            }
        }
        return new CheckpointRepository(bare);
    }

    String url() {
        return bare.toUri().toString();
    }
}
