package hourglass.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.testkit.Fuzzing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever file an auditor is handed: the checker ends with one of its exit codes, and proves nothing that the key it
/// was given has not signed.
class VerifyFuzzTest {
    /// None of the inputs is signed by it, and nobody has its private half any more.
    private static final String KEY = "audit.hansepay.example+15ec232c+AdDn6Qh6qa+gg5fY2EDIwJ9ZDchqlHsbHDDzltWdIaPT";

    private static final Path FILE = file();

    private static Path file() {
        try {
            Path file = Files.createTempFile("export", ".zip");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Jazzer calls it.
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FILE, input);
        for (List<String> options : List.of(
                List.of("--key", KEY),
                List.of("--anchor", FILE.toString()),
                List.of("--from", FILE.toString(), "--key", KEY),
                List.of("--entry", FILE.toString()))) {
            List<String> args = new ArrayList<>(List.of(FILE.toString()));
            args.addAll(options);
            PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            assertThat(Verify.run(args, out, out)).isIn(1, 2, 3, 6);
        }
    }

    private final Fuzzing fuzzing = Fuzzing.of(VerifyFuzzTest.class, VerifyFuzzTest::fuzzerTestOneInput);

    @Test
    void endsWithAnExitCodeForTheInputsThatAreKept() {
        fuzzing.replay();
    }

    @Test
    void endsWithAnExitCodeForChangedInputs() {
        assertThat(fuzzing.change(4711, Duration.ofSeconds(2))).isPositive();
    }
}
