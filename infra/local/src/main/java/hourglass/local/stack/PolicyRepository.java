package hourglass.local.stack;

import hourglass.local.parts.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.transport.RefSpec;

/// The example policies as a Git repository: a bare one that policy-service follows, and a clone to edit and push from.
///
/// @param bare the repository that decides
/// @param work the clone
public record PolicyRepository(Path bare, Path work) {
    /// The branch that decides.
    public static final String BRANCH = "main";

    /// The repository in a folder; made from the example on the first start.
    ///
    /// @param folder for both
    /// @param example folder with the example's files
    /// @param catalogText puts real addresses into a file of the catalog
    static PolicyRepository in(Path folder, Path example, UnaryOperator<String> catalogText) {
        PolicyRepository repository = new PolicyRepository(folder.resolve("policies.git"), folder.resolve("policies"));
        if (!Files.exists(repository.bare.resolve("refs/heads/" + BRANCH))) {
            repository.seed(example, catalogText);
        }
        return repository;
    }

    /// Commits all files of the clone as they are, and pushes. With these policies the next decision is taken.
    ///
    /// @param message of the commit
    /// @param author a name; the mail address is made of it
    /// @return the commit's id, 40 hexadecimal digits
    public String publish(String message, String author) {
        String mail = author.toLowerCase(Locale.ROOT).replace(' ', '.') + "@hansepay.example";
        try (Git git = Git.open(work.toFile())) {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
            String commit = git.commit()
                    .setMessage(message)
                    .setAuthor(author, mail)
                    .setCommitter(author, mail)
                    .setSign(false)
                    .call()
                    .name();
            git.push()
                    .setRemote("origin")
                    .setRefSpecs(new RefSpec("HEAD:refs/heads/" + BRANCH))
                    .call();
            return commit;
        } catch (GitAPIException e) {
            throw new IllegalStateException("Can't publish the policies in " + work + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't open " + work + ": " + e.getMessage(), e);
        }
    }

    private void seed(Path example, UnaryOperator<String> catalogText) {
        try {
            Folders.delete(bare);
            Folders.delete(work);
            Git.init()
                    .setBare(true)
                    .setDirectory(bare.toFile())
                    .setInitialBranch(BRANCH)
                    .call()
                    .close();
            Git.cloneRepository()
                    .setURI(bare.toUri().toString())
                    .setDirectory(work.toFile())
                    .setBranch(BRANCH)
                    .call()
                    .close();
            copy(example, catalogText);
        } catch (GitAPIException e) {
            throw new IllegalStateException("Can't make the policy repository " + bare + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make the policy repository " + bare + ": " + e.getMessage(), e);
        }
        publish("Start with the example policies", "Erin Walsh");
    }

    private void copy(Path example, UnaryOperator<String> catalogText) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(example)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path relative = example.relativize(file);
            Path copied = work.resolve(relative.toString());
            Files.createDirectories(copied.getParent());
            if (relative.startsWith("catalog")) {
                Files.writeString(copied, catalogText.apply(Files.readString(file)));
            } else {
                Files.copy(file, copied);
            }
        }
    }
}
