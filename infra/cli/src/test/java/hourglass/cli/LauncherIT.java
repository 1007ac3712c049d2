package hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built program, started as people start it.
class LauncherIT {

    private static final Path LAUNCHER =
            Path.of("../bin/hourglass").toAbsolutePath().normalize();

    private record Ended(int exit, String out, String err) {}

    private static Ended run(Path folder, Map<String, String> more, String... words)
            throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(words);
        program.environment().clear();
        program.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString()));
        program.environment().putAll(more);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int exit = program.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Ended(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void startsFromAnywhereWithAnyDefaultJava(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("hg"), LAUNCHER);
        Map<String, String> thisJava = Map.of("HOURGLASS_JAVA_HOME", System.getProperty("java.home"));
        Ended help = run(folder, thisJava, link.toString(), "--help");
        assertThat(help.err).isEmpty();
        assertThat(help.exit).isZero();
        assertThat(help.out).contains("hourglass [-h] COMMAND");
        Ended away = run(
                folder,
                thisJava,
                link.toString(),
                "request",
                "größe",
                "reader",
                "-m",
                "x",
                "--url",
                "http://localhost:1");
        assertThat(away.exit).isEqualTo(Exit.FAILED);
        assertThat(away.err).startsWith("Can't reach http://localhost:1: connection refused.");
    }

    @Test
    void passesWordsOnWhole(@TempDir Path folder) throws Exception {
        try (FakeService service = new FakeService()) {
            Ended missing = run(
                    folder,
                    Map.of(
                            "HOURGLASS_JAVA_HOME",
                            System.getProperty("java.home"),
                            "HOURGLASS_URL",
                            service.url,
                            "HOURGLASS_TOKEN",
                            "t",
                            "LC_ALL",
                            "C"),
                    LAUNCHER.toString(),
                    "request",
                    "größe x",
                    "reader",
                    "-m",
                    "x");
            assertThat(missing.exit).isEqualTo(Exit.USAGE);
            assertThat(service.calls).extracting(FakeService.Call::path).contains("/v1/resources/gr%C3%B6%C3%9Fe%20x");
        }
    }

    @Test
    void carriesNoFramework() throws IOException {
        try (ZipFile jar = new ZipFile("target/hourglass.jar")) {
            List<String> framework = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("org/springframework/") || name.startsWith("org/apache/"))
                    .toList();
            assertThat(framework).isEmpty();
            assertThat(jar.getEntry("hourglass/cli/Hourglass.class")).isNotNull();
        }
    }
}
