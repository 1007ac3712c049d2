package hourglass.local.stack;

import hourglass.local.parts.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.RefSpec;

/// The example policies as a Git repository: a bare one that policy-service follows, and a clone to edit and push from.
///
/// @param bare the repository that decides
/// @param work the clone
public record PolicyRepository(Path bare, Path work) {
    /// The branch that decides.
    public static final String BRANCH = "main";

    private static final String CATALOG = "catalog";

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

    /// Puts the real addresses into the catalog again, by a commit, when they have moved since the last start.
    /// A clone with work that isn't pushed, or that is behind, is left alone; one that is gone is made again.
    ///
    /// @param catalogText puts real addresses into a file of the catalog
    /// @return a sentence for people, when addresses have moved
    Optional<String> readdress(UnaryOperator<String> catalogText) {
        if (!Files.exists(work)) {
            cloneToWork();
        }
        try (Git clone = Git.open(work.toFile());
                Git decides = Git.open(bare.toFile())) {
            Map<Path, String> moved = new TreeMap<>();
            for (Path file : files(work.resolve(CATALOG))) {
                String text = Files.readString(file);
                String real = catalogText.apply(text);
                if (!real.equals(text)) {
                    moved.put(file, real);
                }
            }
            if (moved.isEmpty()) {
                return Optional.empty();
            }
            ObjectId tip = decides.getRepository().resolve("refs/heads/" + BRANCH);
            if (!clone.status().call().isClean()
                    || !Objects.equals(tip, clone.getRepository().resolve("HEAD"))) {
                return Optional.of("The psql lines in " + work.resolve(CATALOG)
                        + " name old ports. That clone differs from what decides, so change them yourself and push.");
            }
            for (Map.Entry<Path, String> file : moved.entrySet()) {
                Files.writeString(file.getKey(), file.getValue());
            }
        } catch (GitAPIException e) {
            throw new IllegalStateException("Can't look at the policies in " + work + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look at the policies in " + work + ": " + e.getMessage(), e);
        }
        publish("Follow the targets to their new ports", "Local Start");
        return Optional.of("The policies' catalog names the new ports, by a commit of its own.");
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
            cloneToWork();
            copy(example, catalogText);
        } catch (GitAPIException e) {
            throw new IllegalStateException("Can't make the policy repository " + bare + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make the policy repository " + bare + ": " + e.getMessage(), e);
        }
        publish("Start with the example policies", "Erin Walsh");
    }

    private void cloneToWork() {
        try {
            Git.cloneRepository()
                    .setURI(bare.toUri().toString())
                    .setDirectory(work.toFile())
                    .setBranch(BRANCH)
                    .call()
                    .close();
        } catch (GitAPIException e) {
            throw new IllegalStateException("Can't clone the policies to " + work + ": " + e.getMessage(), e);
        }
    }

    private void copy(Path example, UnaryOperator<String> catalogText) throws IOException {
        for (Path file : files(example)) {
            Path relative = example.relativize(file);
            Path copied = work.resolve(relative.toString());
            Files.createDirectories(copied.getParent());
            if (relative.startsWith(CATALOG)) {
                Files.writeString(copied, catalogText.apply(Files.readString(file)));
            } else {
                Files.copy(file, copied);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
