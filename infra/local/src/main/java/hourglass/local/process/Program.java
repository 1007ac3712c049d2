package hourglass.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How one child process is started and ended.
///
/// @param name what people call it, such as `kafka`
/// @param command program and arguments
/// @param environment added to the environment of this process
/// @param log takes standard output and error; appended to
/// @param stopBy asks it politely to end
/// @param whenAbandoned sent when the starting program has died
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Signal stopBy,
        Signal whenAbandoned) {
    /// Copies the lists.
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
