package hourglass.policy.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyRepositoryTest {
    private static final Bounds SMALL = new Bounds(100, 150, 3);

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-11-24T09:00:00Z");
    private GitRemote remote;
    private PolicyRepository repository;

    @BeforeEach
    void open() {
        remote = GitRemote.in(directory.resolve("remote.git"));
        repository = openCopy();
    }

    @AfterEach
    void close() {
        repository.close();
        remote.close();
    }

    @Test
    void readsTheYamlFilesOfACommitInPathOrder() throws Exception {
        String commit = remote.commit(
                Map.of("policies/b.yaml", "b", "hourglass.yaml", "h", "README.md", "read me", ".github/w.yaml", "w"));

        repository.fetch();

        assertThat(repository.head()).contains(commit);
        assertThat(repository.read(commit)).isInstanceOfSatisfying(CommitContent.Files.class, content -> {
            assertThat(content.files().keySet()).containsExactly("hourglass.yaml", "policies/b.yaml");
            assertThat(content.files().get("policies/b.yaml"))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("b");
            assertThat(content.tree()).hasSize(40).isNotEqualTo(commit);
        });
    }

    @Test
    void walksNewCommitsOneAtATimeAndOldestFirst() throws Exception {
        String first = remote.commit(Map.of("a.yaml", "1"));
        String second = remote.commit(Map.of("a.yaml", "2"));
        String third = remote.commit(Map.of("a.yaml", "3"));

        repository.fetch();

        assertThat(repository.since(first)).contains(List.of(second, third));
        assertThat(repository.since(third)).contains(List.of());
    }

    @Test
    void keepsToTheParentThatDescendsFromTheAcceptedOneWhereBranchesWereMerged() throws Exception {
        String base = remote.commit(Map.of("a.yaml", "1"));
        String side = remote.commitOn(List.of(base), Map.of("a.yaml", "1", "b.yaml", "side"));
        String accepted = remote.commit(Map.of("a.yaml", "2"));
        String merge = remote.commitOn(List.of(side, accepted), Map.of("a.yaml", "2", "b.yaml", "side"));
        remote.move(merge);

        repository.fetch();

        assertThat(repository.since(accepted)).contains(List.of(merge));
        assertThat(repository.since(base)).contains(List.of(side, merge));
    }

    @Test
    void seesARewrittenHistoryAndStillHasWhatWasAccepted() throws Exception {
        String base = remote.commit(Map.of("a.yaml", "1"));
        String accepted = remote.commit(Map.of("a.yaml", "2"));
        repository.fetch();
        repository.keep(accepted);
        String other = remote.commitOn(List.of(base), Map.of("a.yaml", "3"));
        remote.move(other);

        repository.fetch();

        assertThat(repository.head()).contains(other);
        assertThat(repository.since(accepted)).isEmpty();
        assertThat(repository.has(accepted)).isTrue();
    }

    @Test
    void seesABranchThatWasMovedBackAsRewritten() throws Exception {
        String old = remote.commit(Map.of("a.yaml", "1"));
        String accepted = remote.commit(Map.of("a.yaml", "2"));
        repository.fetch();
        remote.move(old);

        repository.fetch();

        assertThat(repository.since(accepted)).isEmpty();
    }

    @Test
    void seesAnUnrelatedHistoryAsRewritten() throws Exception {
        String accepted = remote.commit(Map.of("a.yaml", "1"));
        repository.fetch();
        remote.move(remote.commitOn(List.of(), Map.of("a.yaml", "2")));

        repository.fetch();

        assertThat(repository.since(accepted)).isEmpty();
    }

    @Test
    void saysNothingAboutWhatFollowsACommitThatIsNotHere() throws Exception {
        remote.commit(Map.of("a.yaml", "1"));
        repository.fetch();

        assertThatThrownBy(() -> repository.since("0123456789012345678901234567890123456789"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void keepsWhatItHasOnDiskForAStartWithoutTheRemote() throws Exception {
        String commit = remote.commit(Map.of("a.yaml", "1"));
        repository.fetch();
        repository.keep(commit);
        repository.close();
        Files.move(remote.directory(), directory.resolve("gone.git"));

        Instant fetched = now;
        now = now.plusSeconds(60);
        repository = openCopy();

        assertThatThrownBy(repository::fetch)
                .isInstanceOf(RepositoryUnreachableException.class)
                .hasMessageContaining("remote.git branch main");
        assertThat(repository.has(commit)).isTrue();
        assertThat(repository.read(commit)).isInstanceOf(CommitContent.Files.class);
        assertThat(repository.fetchedAt()).contains(fetched);
    }

    @Test
    void refusesALinkInPlaceOfAFile() throws Exception {
        String commit = remote.commitOn(
                List.of(), Map.of("a.yaml", "/etc/passwd".getBytes(StandardCharsets.UTF_8)), FileMode.SYMLINK);
        remote.move(commit);
        repository.fetch();

        assertThat(repository.read(commit)).isInstanceOfSatisfying(CommitContent.Unreadable.class, content -> {
            assertThat(content.path()).isEqualTo("a.yaml");
            assertThat(content.reason()).contains("plain files only");
        });
    }

    @Test
    void refusesACommitThatIsLargerThanItsBounds() throws Exception {
        String large = remote.commit(Map.of("a.yaml", "x".repeat(101)));
        String much = remote.commit(Map.of("a.yaml", "x".repeat(100), "b.yaml", "x".repeat(51)));
        String many = remote.commit(Map.of("a.yaml", "", "b.yaml", "", "c.yaml", "", "d.yaml", ""));
        repository.fetch();

        assertThat(unreadable(large)).isEqualTo("a.yaml has 101 bytes; at most 100 are read.");
        assertThat(unreadable(much)).isEqualTo("b.yaml takes the commit over 150 bytes in all.");
        assertThat(unreadable(many)).isEqualTo("d.yaml is one file too many; at most 3 are read.");
    }

    private String unreadable(String commit) {
        return ((CommitContent.Unreadable) repository.read(commit)).reason();
    }

    private PolicyRepository openCopy() {
        Remote at = new Remote(remote.url(), "main", null, null, Duration.ofSeconds(10));
        return PolicyRepository.open(directory.resolve("copy.git"), at, SMALL, () -> now);
    }
}
