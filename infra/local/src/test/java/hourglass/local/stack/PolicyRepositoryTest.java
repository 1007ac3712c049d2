package hourglass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyRepositoryTest {
    @TempDir
    Path folder;

    private Path example;

    @BeforeEach
    void writeAnExample() throws IOException {
        example = Files.createDirectories(folder.resolve("example"));
        Files.createDirectories(example.resolve("catalog"));
        Files.writeString(example.resolve("hourglass.yaml"), "localhost:5441/a\n");
        Files.writeString(example.resolve("catalog/databases.yaml"), "connect: localhost:5441/a\n");
    }

    @Test
    void startsWithTheExampleAndTheRealPorts() throws Exception {
        PolicyRepository repository = seeded();
        assertThat(repository.work().resolve("catalog/databases.yaml")).hasContent("connect: localhost:7000/a\n");
        assertThat(repository.work().resolve("hourglass.yaml")).hasContent("localhost:5441/a\n");
        assertThat(tip(repository)).hasSize(40);
    }

    @Test
    void publishesAsOneCommitOnTopOfTheLast() throws Exception {
        PolicyRepository repository = seeded();
        String before = tip(repository);
        Files.delete(repository.work().resolve("hourglass.yaml"));
        Files.writeString(repository.work().resolve("new.yaml"), "id: new\n");
        String commit = repository.publish("Change two files", "Erin Walsh");
        assertThat(tip(repository)).isEqualTo(commit);
        try (Git git = Git.open(repository.bare().toFile())) {
            var newest = git.log().setMaxCount(1).call().iterator().next();
            assertThat(newest.getParent(0).name()).isEqualTo(before);
            assertThat(newest.getAuthorIdent().getEmailAddress()).isEqualTo("erin.walsh@hansepay.example");
        }
    }

    @Test
    void keepsWhatIsThereOnTheNextStart() throws Exception {
        PolicyRepository repository = seeded();
        Files.writeString(repository.work().resolve("new.yaml"), "id: new\n");
        String commit = repository.publish("Add a file", "Bob Kaya");
        assertThat(tip(seeded())).isEqualTo(commit);
    }

    private PolicyRepository seeded() {
        return PolicyRepository.in(
                folder.resolve("data"), example, text -> text.replace("localhost:5441/", "localhost:7000/"));
    }

    private static String tip(PolicyRepository repository) throws Exception {
        try (Git git = Git.open(repository.bare().toFile())) {
            return git.log().setMaxCount(1).call().iterator().next().name();
        }
    }
}
