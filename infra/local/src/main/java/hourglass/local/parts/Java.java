package hourglass.local.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Command lines for children that are JVMs: small, quick to start, on the JDK that runs this program.
public final class Java {
    /// Options for programs that log by slf4j-simple: warnings only, with the time.
    static final List<String> LOG_TO_OUTPUT = List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private Java() {}

    /// The beginning of a command line; a class or jar and its arguments follow.
    ///
    /// @param heapMegabytes upper bound of the heap
    /// @param options further JVM options
    public static List<String> command(int heapMegabytes, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.awt.headless=true");
        command.addAll(options);
        return command;
    }
}
