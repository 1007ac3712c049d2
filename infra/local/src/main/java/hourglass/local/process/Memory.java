package hourglass.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Proportional set size from Linux's `/proc`.
final class Memory {
    private Memory() {}

    static long ofProcess(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        if (!Files.isReadable(file)) {
            return 0;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("Pss:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException e) {
            return 0; // ended between the two looks
        }
        return 0;
    }
}
