package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.local.parts.Checkout;
import hourglass.local.stack.Member;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `infra/start` as somebody runs it in a terminal: the script itself, on what is built.
final class StartScript implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path data;
    private final Path output;
    private final Process process;

    /// @param data its folder, made when absent
    /// @param output takes what it says
    StartScript(Path data, Path output) throws IOException {
        this.data = data;
        this.output = output;
        List<String> command = new ArrayList<>();
        if (Files.isDirectory(Path.of("/proc"))) {
            // What starts a build in the background may have Ctrl-C ignored, and that is handed down.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Checkout.root().resolve("infra/start").toString());
        command.addAll(List.of("--empty", "--data", data.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOURGLASS_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
    }

    StartScript awaitReady() throws IOException {
        await("infra/start ready")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> said().contains("Ready in ") || !process.isAlive());
        assertThat(said()).contains("Ready in ");
        return this;
    }

    String said() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    /// Where a member listens, by what is kept with the data.
    String at(Member member) throws IOException {
        Properties ports = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("ports.properties"))) {
            ports.load(reader);
        }
        return "http://localhost:" + ports.getProperty(member.partName());
    }

    Client as(String person) throws IOException {
        Client.Answer token = new Client("").post(at(Member.IDENTITY) + "/local/tokens", Map.of("as", person));
        assertThat(token.status()).isEqualTo(200);
        return new Client(token.text("/access_token"));
    }

    /// Everything that it has started.
    List<ProcessHandle> children() {
        try (Stream<ProcessHandle> children = process.descendants()) {
            return children.toList();
        }
    }

    /// Ctrl-C.
    int interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", "INT", Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("ends after Ctrl-C; it said %s", said())
                .isTrue();
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
