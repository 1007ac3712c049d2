package hourglass.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jar that an auditor gets, run as they run it.
class VerifyJarTest {
    private static final Path JAR = Path.of("target/verify.jar");

    @TempDir
    Path folder;

    @Test
    void holdsNothingButTheLogAndTheChecker() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .filteredOn(name -> name.endsWith(".class"))
                    .isNotEmpty()
                    .allMatch(name ->
                            name.startsWith("hourglass/audit/log/") || name.startsWith("hourglass/audit/verify/"));
        }
    }

    @Test
    void provesAndRefutesAsAProcessOfItsOwn() throws Exception {
        SampleLog log = new SampleLog(300);
        Path zip = zip(log.write(folder.resolve("export")), folder.resolve("log.zip"));
        Path anchor = Files.writeString(folder.resolve("anchor"), log.checkpoint(300));

        Result proved = run(zip.toString(), "--anchor", anchor.toString());
        assertThat(proved.lines()).contains("300 entries", "Proved.");
        assertThat(proved.exit()).isZero();

        log.leaves.set(7, SampleLog.record(99_999, 40));
        Path other = zip(log.write(folder.resolve("tampered")), folder.resolve("tampered.zip"));
        Result refuted = run(other.toString(), "--anchor", anchor.toString());
        assertThat(refuted.lines()).contains("✗", "Do not rely on it.");
        assertThat(refuted.exit()).isEqualTo(3);

        assertThat(run(zip.toString()).exit()).isEqualTo(6);
        assertThat(run().exit()).isEqualTo(2);
        assertThat(run(folder.resolve("none.zip").toString()).exit()).isEqualTo(1);
    }

    private record Result(int exit, String lines) {}

    private static Result run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), lines);
    }

    private static Path zip(Path from, Path to) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(to));
                Export export = Export.open(from)) {
            for (String name : export.names()) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(export.read(name).orElseThrow());
                zip.closeEntry();
            }
        }
        return to;
    }
}
