package hourglass.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The seed repository that ships with the project, as path and text.
public final class SeedPolicies {
    private static final Path FOLDER = Path.of("..", "infra", "policies", "hansepay");

    private SeedPolicies() {}

    public static Map<String, String> files() {
        try (Stream<Path> paths = Files.walk(FOLDER)) {
            Map<String, String> files = new TreeMap<>();
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(FOLDER.relativize(path).toString(), Files.readString(path));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The seed with one file changed.
    ///
    /// @throws IllegalArgumentException when the old text is not there, so that a test can't change nothing
    public static Map<String, String> with(String path, String old, String next) {
        return with(files(), path, old, next);
    }

    /// Other files with one changed.
    public static Map<String, String> with(Map<String, String> files, String path, String old, String next) {
        String text = files.getOrDefault(path, "");
        if (!text.contains(old)) {
            throw new IllegalArgumentException(path + " has no '" + old + "'");
        }
        Map<String, String> changed = new TreeMap<>(files);
        changed.put(path, text.replace(old, next));
        return changed;
    }
}
