package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.local.parts.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the README's tour as it stands there, in a shell of its own.
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    private final Stack stack = Stack.running();

    @TempDir
    private Path home;

    @Test
    void theTourEndsWithAccessGoneAndAProof() throws IOException, InterruptedException {
        List<String> blocks = BLOCK.matcher(Files.readString(Checkout.root().resolve("README.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        String tour = String.join("\n", blocks.subList(1, blocks.size()));
        Path output = home.resolve("output");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", tour)
                .directory(Checkout.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().put("XDG_CONFIG_HOME", home.toString());
        shell.environment().put("HOURGLASS_URL", stack.request(""));
        shell.environment().put("REQUESTS", stack.request(""));
        shell.environment().put("AUDIT", stack.audit(""));
        Process process = shell.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("nobody approves their own request", "GrantRevoked", "Proved.");
        assertThat(said).contains("\"state\":\"");
    }
}
