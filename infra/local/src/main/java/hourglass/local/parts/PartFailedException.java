package hourglass.local.parts;

import java.nio.file.Path;
import java.util.List;

/// A part did not come up. The message says which and why, with the last lines of its log and the file of the rest.
public final class PartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PartFailedException(String name, String what, Path log) {
        super(name + " " + what + text(LogTail.lastLines(log, 10)) + "\nThe rest is in " + log);
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? ". It wrote nothing." : ". Its last lines:\n  " + String.join("\n  ", lines);
    }
}
