package hourglass.local.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What Linux's `/proc` says about memory.
public final class Memory {
    private static final Path ALL = Path.of("/proc/meminfo");

    private Memory() {}

    /// Bytes that programs may still take on this machine, and in this container if it has a bound; empty where the
    /// platform doesn't say.
    public static OptionalLong available() {
        if (!Files.isReadable(ALL)) {
            return OptionalLong.empty();
        }
        try {
            OptionalLong machine = available(Files.readAllLines(ALL));
            return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean here
                    ? OptionalLong.of(Math.min(machine.orElse(Long.MAX_VALUE), here.getTotalMemorySize()))
                    : machine;
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong available(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    /// Proportional set size.
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
