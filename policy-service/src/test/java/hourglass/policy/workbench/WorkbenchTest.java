package hourglass.policy.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Repo;
import hourglass.policy.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbenchTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Path written(Repo repo) throws IOException {
        for (Map.Entry<String, byte[]> file : repo.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder;
    }

    @Test
    void findsTheSeedClean() {
        assertThat(Workbench.lint(Seed.folder(), out)).isZero();
        assertThat(Workbench.test(Seed.folder(), out)).isZero();
        assertThat(printed()).contains("No findings.", "checks, 0 failed", "true 100 %", "false 100 %");
    }

    @Test
    void printsFindingsAsEditorsKnowThem() throws IOException {
        Path broken =
                written(Repo.seed().replace("calendars.yaml", "zone: Europe/Berlin\n    days", "zoon: x\n    days"));

        assertThat(Workbench.lint(broken, out)).isEqualTo(3);
        assertThat(printed()).contains("calendars.yaml:7:5  unknown-key  Unknown key 'zoon'.");
        assertThat(Workbench.lintJson(broken, out)).isEqualTo(3);
        assertThat(printed()).contains("{\"clean\":false,\"findings\":[{\"code\":");
        assertThat(Workbench.test(broken, out)).isEqualTo(3);
        assertThat(Workbench.testJson(broken, out)).isEqualTo(3);
    }

    @Test
    void remindsOfAReviewThatIsDue() throws IOException {
        Path due = written(Repo.seed()
                .replace("policies/sre/sre.yaml", "id: cluster-admin\n", "id: cluster-admin\nreviewBy: 2026-06-30\n"));

        assertThat(Workbench.lint(due, out, false, InstantSource.fixed(Instant.parse("2026-06-30T12:00:00Z"))))
                .isZero();
        assertThat(Workbench.lint(due, out, false, InstantSource.fixed(Instant.parse("2026-07-01T12:00:00Z"))))
                .isEqualTo(3);
        assertThat(printed()).contains("review-due", "2026-06-30");
    }

    @Test
    void saysWhatItCannotRead() {
        assertThat(Workbench.lint(folder.resolve("nowhere"), out)).isEqualTo(1);
        assertThat(Workbench.test(folder, out)).isEqualTo(1);
        assertThat(printed()).contains("Can't read", "Is it a policy repository?");
    }
}
