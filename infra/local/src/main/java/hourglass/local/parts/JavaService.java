package hourglass.local.parts;

import hourglass.local.process.Program;
import hourglass.local.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A Spring Boot service of this checkout as a process. Its settings go in by the environment, because everybody on
/// the machine can read command lines and some settings are secrets.
public final class JavaService {
    private static final int HEAP_MEGABYTES = 160;

    private JavaService() {}

    /// A service that is not started yet.
    ///
    /// @param name what people call it
    /// @param module its folder in the checkout, such as `grant-service`
    /// @param readyUrl answers 200 once it serves
    /// @param settings Spring properties
    /// @param log takes its output
    /// @param jvm how it is run
    /// @throws IllegalStateException when it isn't built
    public static Part of(
            String name, String module, String readyUrl, Map<String, String> settings, Path log, Jvm jvm) {
        Path jar = executable(module)
                .orElseThrow(() -> new IllegalStateException(name + " is not built: there is no " + module
                        + "/target/*-exec.jar. Run: mvn -DskipTests -pl " + module + " -am package"));
        List<String> command = new ArrayList<>(jvm.command(HEAP_MEGABYTES, List.of()));
        command.addAll(List.of("-jar", jar.toString()));
        return new Part(
                new Program(
                        name,
                        command,
                        Map.of("SPRING_APPLICATION_JSON", Http.json(settings)),
                        log,
                        Signal.TERM,
                        Signal.KILL),
                () -> Http.ok(readyUrl),
                Duration.ofMinutes(5));
    }

    /// The jar that the build makes of a module, if it has.
    public static Optional<Path> executable(String module) {
        Path target = Checkout.root().resolve(module).resolve("target");
        PathMatcher executable = FileSystems.getDefault().getPathMatcher("glob:*-exec.jar");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> executable.matches(file.getFileName())).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list " + target + ": " + e.getMessage(), e);
        }
    }
}
