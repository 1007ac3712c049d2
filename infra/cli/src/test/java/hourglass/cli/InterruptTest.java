package hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The program in a process of its own, and signals to it.
class InterruptTest {

    private static final String END = "/v1/requests/" + Recorded.ID + ":end";

    @TempDir
    Path folder;

    private final List<Process> programs = new ArrayList<>();
    private FakeService service;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService()
                .on("GET /v1/resources/payments-eu", Recorded.RESOURCE)
                .on("POST " + END, Recorded.view("ENDING", 4, ""));
    }

    @AfterEach
    void stop() {
        for (Process program : programs) {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
        }
        service.close();
    }

    /// @param terminals as the launcher tells them
    private Process asks(String terminals, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dstderr.encoding=UTF-8",
                "-Dhourglass.terminals=" + terminals,
                "-cp",
                System.getProperty("java.class.path"),
                "hourglass.cli.Hourglass",
                "request",
                "payments-eu",
                "debugger",
                "-m",
                "payment 4711 is stuck"));
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "HOME",
                        folder.toString(),
                        "HOURGLASS_URL",
                        service.url,
                        "HOURGLASS_TOKEN",
                        "t"));
        Process program = builder.redirectOutput(file("out").toFile())
                .redirectError(file("err").toFile())
                .start();
        programs.add(program);
        return program;
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    private String written(String name) {
        return soon().until(
                        () -> Files.exists(file(name)) ? Files.readString(file(name)) : "", text -> !text.isBlank());
    }

    private static int signal(String name, long pid) throws IOException, InterruptedException {
        return new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .start()
                .waitFor();
    }

    private static int exit(Process program) throws InterruptedException {
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return program.exitValue();
    }

    /// A build that was started in the background of a script hands on that SIGINT is ignored, and nothing can undo it.
    private static void assumeThatSignalsCome(String name) throws IOException, InterruptedException {
        int exit =
                new ProcessBuilder("sh", "-c", "kill -" + name + " $$").start().waitFor();
        assumeThat(exit).as("SIG" + name + " is not ignored here").isNotZero();
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void endsTheCommandAndTheAccess(String signal, int exit) throws Exception {
        assumeThatSignalsCome(signal);
        service.on("POST /v1/requests", 201, Map.of(), Recorded.active(3));
        Process program = asks("", "--", "sh", "-c", "echo $$ > up; exec sleep 600");
        long command = Long.parseLong(written("up").strip());

        signal(signal, program.pid());

        assertThat(exit(program)).isEqualTo(exit);
        assertThat(service.to("POST", END)).hasSize(1);
        assertThat(ProcessHandle.of(command).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void leavesCtrlCToACommandAtATerminalAndEndsTheAccessAfterIt() throws Exception {
        assumeThatSignalsCome("INT");
        service.on("POST /v1/requests", 201, Map.of(), Recorded.active(3));
        Process program = asks(
                "i",
                "--",
                "sh",
                "-c",
                "trap 'echo caught > caught' INT; echo $$ > up; until [ -e go ]; do sleep 0.02; done; echo over > over");
        long command = Long.parseLong(written("up").strip());

        signal("INT", program.pid());
        signal("INT", command);
        written("caught");
        assertThat(service.to("POST", END)).isEmpty();
        Files.createFile(file("go"));

        assertThat(exit(program)).isEqualTo(130);
        assertThat(file("over")).exists();
        assertThat(service.to("POST", END)).hasSize(1);
    }

    @Test
    void leavesTheRequestAndSaysHowToCancelIt() throws Exception {
        assumeThatSignalsCome("INT");
        service.on("POST /v1/requests", 201, Map.of("ETag", "\"2\""), Recorded.inReview(2))
                .on("GET /v1/requests/" + Recorded.ID, 304, Map.of(), "");
        Process program = asks("", "--", "true");
        soon().until(() -> !service.to("GET", "/v1/requests/" + Recorded.ID).isEmpty());

        signal("INT", program.pid());

        assertThat(exit(program)).isEqualTo(130);
        assertThat(Files.readString(file("err")))
                .endsWith("Request …8b04 stays. Cancel it with: hourglass cancel 8b04\n");
        assertThat(service.calls).noneMatch(call -> call.path().contains(":"));
    }

    @Test
    void saysHowToEndAnAccessThatItCanNotEnd() throws Exception {
        service.on("POST /v1/requests", 201, Map.of(), Recorded.active(3));
        Process program = asks("", "--", "sh", "-c", "echo $$ > up; exec sleep 600");
        written("up");
        service.close();

        signal("TERM", program.pid());

        assertThat(exit(program)).isEqualTo(143);
        assertThat(Files.readString(file("err")))
                .contains("Can't reach " + service.url)
                .endsWith("The access stays; end it with: hourglass end 8b04\n");
    }
}
