package hourglass.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
    @TempDir
    private Path data;

    @Test
    void sendsSamplesOnTheFirstStartThatGetsReadyAndNeverAgain() throws IOException {
        Path url = data.resolve("url");
        assertThat(words().samples(url)).isTrue();
        Files.createFile(url);
        assertThat(words().samples(url)).isFalse();
        assertThat(words("--yes").samples(url)).isFalse();
    }

    @Test
    void sendsNoneWhenToldTo() {
        assertThat(words("--fresh", "--empty").samples(data.resolve("url"))).isFalse();
    }

    @Test
    void refusesAWordItDoesNotKnow() {
        assertThatThrownBy(() -> words("--emtpy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'--emtpy'");
    }

    private Arguments words(String... words) {
        return Arguments.of(List.of(words), data);
    }
}
