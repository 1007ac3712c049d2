package hourglass.local.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How children that are JVMs are run, on the JDK that runs this program.
public enum Jvm {
    /// Small and quick to start: the client compiler only.
    QUICK_START,
    /// For load: the optimizing compiler too, which takes more memory and a minute to warm up.
    FULL_SPEED;

    /// Options for programs that log by slf4j-simple: warnings only, with the time.
    static final List<String> LOG_TO_OUTPUT = List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    /// The beginning of a command line; a class or jar and its arguments follow.
    ///
    /// @param heapMegabytes upper bound of the heap
    /// @param options further JVM options
    List<String> command(int heapMegabytes, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-XX:+UseSerialGC");
        if (this == QUICK_START) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.awt.headless=true");
        command.addAll(options);
        return command;
    }
}
