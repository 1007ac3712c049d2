package hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checkers of the services, reached through the command line.
class CheckersTest {

    private static final Path SEED = Path.of("../policies/hansepay");

    private Person erin;
    private Path folder;

    @BeforeEach
    void start(@TempDir Path home) {
        erin = new Person(home, "http://localhost:1");
        folder = home.resolve("policies");
    }

    private void copySeed() throws IOException {
        try (Stream<Path> files = Files.walk(SEED)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(SEED.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    @Test
    void findsTheShippedPoliciesClean() {
        assertThat(erin.runs("policy", "lint", SEED.toString())).isZero();
        assertThat(erin.runs("policy", "test", SEED.toString())).isZero();
        assertThat(erin.out).contains(" 0 failed");
    }

    @Test
    void endsWithThreeOnFindingsAndNamesTheLine() throws IOException {
        copySeed();
        Path calendars = folder.resolve("calendars.yaml");
        Files.writeString(calendars, Files.readString(calendars).replace("Europe/Berlin", "Europe/Nowhere"));
        assertThat(erin.runs("policy", "lint", folder.toString())).isEqualTo(3);
        assertThat(erin.out).containsPattern("calendars.yaml:\\d+");
        assertThat(erin.runs("policy", "lint", folder.toString(), "--json")).isEqualTo(3);
        assertThat(Json.read(erin.out).path("findings").isEmpty()).isFalse();
    }

    @Test
    void saysWhatIsNoRepository(@TempDir Path empty) {
        assertThat(erin.runs("policy", "test", empty.toString())).isEqualTo(Exit.FAILED);
        assertThat(erin.err).contains("is no policy repository");
        assertThat(erin.runs("policy")).isEqualTo(Exit.USAGE);
    }

    @Test
    void passesTheCheckersOwnWordsOn() {
        assertThat(erin.runs("verify")).isEqualTo(Exit.USAGE);
        assertThat(erin.err).contains("--anchor");
        assertThat(erin.runs("verify", "nowhere.zip", "--anchor", "nowhere.txt"))
                .isEqualTo(Exit.FAILED);
        assertThat(erin.err).contains("there is no such file");
    }
}
