package hourglass.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Takes children out of the terminal's foreground group. Ctrl-C goes to the whole group, and parts that end all at
/// once wait for each other: up to a minute instead of two seconds in order.
final class OwnSession {
    private static final List<String> PREFIX = isThere("setsid") ? List.of("setsid") : List.of();

    private OwnSession() {}

    /// Words before the command; none where the platform has no `setsid` (macOS).
    static List<String> prefix() {
        return PREFIX;
    }

    private static boolean isThere(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        for (String directory : path.split(":", -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }
}
