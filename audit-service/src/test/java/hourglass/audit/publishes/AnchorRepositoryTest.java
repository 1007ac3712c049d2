package hourglass.audit.publishes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import hourglass.audit.BareRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class AnchorRepositoryTest {
    @TempDir
    private Path folder;

    private BareRepository repository;

    @BeforeEach
    void begin() {
        repository = BareRepository.in(folder.resolve("checkpoints.git"));
    }

    @Test
    void keepsEveryCheckpointInItsHistory() throws IOException {
        AnchorRepository anchor = anchor("copy");
        assertThat(anchor.read()).isEmpty();
        anchor.write("log\n1\n");
        anchor.write("log\n2\n");
        assertThat(repository.notes()).containsExactly("log\n1\n", "log\n2\n");
        assertThat(anchor.read()).hasValue("log\n2\n");
    }

    @Test
    void goesOnFromWhatIsThereWithoutACopy() throws IOException {
        anchor("copy").write("log\n1\n");
        AnchorRepository restored = anchor("another copy");
        assertThat(restored.read()).hasValue("log\n1\n");
        restored.write("log\n2\n");
        assertThat(repository.notes()).containsExactly("log\n1\n", "log\n2\n");
    }

    @Test
    void overwritesNothingThatItDoesNotKnow() throws IOException {
        AnchorRepository late = anchor("copy");
        anchor("another copy").write("log\n1\n");
        assertThatIOException().isThrownBy(() -> late.write("log\n2\n")).withMessageContaining("did not take");
        assertThat(repository.notes()).containsExactly("log\n1\n");
    }

    @Test
    void tellsOfAHistoryThatWasWrittenAnew() throws IOException {
        AnchorRepository anchor = anchor("copy");
        anchor.write("log\n1\n");
        anchor.write("log\n2\n");
        repository.forgetTheNewest();
        assertThatIOException().isThrownBy(anchor::read).withMessageContaining("written anew");
    }

    @Test
    void saysWhatItCanNotReach() throws IOException {
        AnchorRepository anchor = anchor("copy");
        anchor.write("log\n1\n");
        Files.move(folder.resolve("checkpoints.git"), folder.resolve("away.git"));
        assertThatIOException().isThrownBy(anchor::read).withMessageContaining("checkpoints.git");
        assertThatIOException().isThrownBy(() -> anchor.write("log\n2\n")).withMessageContaining("checkpoints.git");
    }

    private AnchorRepository anchor(String copy) {
        return new AnchorRepository(
                folder.resolve(copy),
                new AnchorRepository.Remote(repository.url(), "main", null, null),
                Clock.systemUTC());
    }
}
