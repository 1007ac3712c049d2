package hourglass.cli;

import java.io.Serial;
import java.util.List;

/// A command that can't go on: one line that says what is wrong and what to do, perhaps more lines on the particulars,
/// and the exit code.
class Failure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exit;

    Failure(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    Failure(int exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    /// Wrong or missing words on the command line.
    static Failure usage(String message) {
        return new Failure(Exit.USAGE, message);
    }

    /// Nobody is signed in, or no longer.
    static Failure signIn(String message) {
        return new Failure(Exit.SIGN_IN, message);
    }

    int exit() {
        return exit;
    }

    /// All that is to be printed.
    List<String> lines() {
        return List.of(String.valueOf(getMessage()));
    }
}
