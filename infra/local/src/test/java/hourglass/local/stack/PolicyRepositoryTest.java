package hourglass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.local.parts.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyRepositoryTest {
    private static final String CATALOG = "catalog/databases.yaml";

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

    @Test
    void followsAddressesThatHaveMoved() throws Exception {
        PolicyRepository repository = seeded();
        String before = tip(repository);
        assertThat(repository.readdress(text -> text)).isEmpty();
        assertThat(tip(repository)).isEqualTo(before);

        assertThat(repository.readdress(PolicyRepositoryTest::moved))
                .hasValueSatisfying(note -> assertThat(note).contains("new ports"));
        assertThat(repository.work().resolve(CATALOG)).hasContent("connect: localhost:7010/a\n");
        try (Git git = Git.open(repository.bare().toFile())) {
            var newest = git.log().setMaxCount(1).call().iterator().next();
            assertThat(newest.getParent(0).name()).isEqualTo(before);
        }
    }

    @Test
    void leavesUnfinishedWorkAloneAndSaysWhatToDo() throws Exception {
        PolicyRepository repository = seeded();
        String before = tip(repository);
        Path unfinished = repository.work().resolve("new.yaml");
        Files.writeString(unfinished, "id: new\n");
        assertThat(repository.readdress(PolicyRepositoryTest::moved))
                .hasValueSatisfying(note -> assertThat(note).contains("change them yourself"));
        assertThat(tip(repository)).isEqualTo(before);
        assertThat(repository.work().resolve(CATALOG)).hasContent("connect: localhost:7000/a\n");

        commitWithoutPush(repository);
        assertThat(repository.readdress(PolicyRepositoryTest::moved))
                .hasValueSatisfying(note -> assertThat(note).contains("change them yourself"));
        assertThat(tip(repository)).isEqualTo(before);
    }

    @Test
    void clonesAgainWhatWasDeleted() throws Exception {
        PolicyRepository repository = seeded();
        Folders.delete(repository.work());
        assertThat(repository.readdress(text -> text)).isEmpty();
        assertThat(repository.work().resolve(CATALOG)).exists();
    }

    private static String moved(String catalog) {
        return catalog.replace("localhost:7000/", "localhost:7010/");
    }

    private static void commitWithoutPush(PolicyRepository repository) throws Exception {
        try (Git git = Git.open(repository.work().toFile())) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("Half done")
                    .setAuthor("Bob Kaya", "bob.kaya@hansepay.example")
                    .setCommitter("Bob Kaya", "bob.kaya@hansepay.example")
                    .setSign(false)
                    .call();
        }
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
