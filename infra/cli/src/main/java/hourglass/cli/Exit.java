package hourglass.cli;

/// What the exit code tells a script about access.
final class Exit {

    /// Done, or active.
    static final int DONE = 0;

    /// Failed, or a service can't be reached.
    static final int FAILED = 1;

    /// Wrong usage.
    static final int USAGE = 2;

    /// Denied, refused, lapsed or cancelled.
    static final int DENIED = 3;

    /// Sign in first.
    static final int SIGN_IN = 4;

    /// Held: you can mend it.
    static final int HELD = 5;

    /// Still waiting when the time was up.
    static final int WAITING = 6;

    /// Ctrl-C. Mostly the Java machine itself says so; after another signal it says 128 and that one's number.
    static final int INTERRUPTED = 130;

    private Exit() {}

    /// The exit code of a request that has come to rest; [#WAITING] while it hasn't.
    static int of(String state) {
        return switch (state) {
            case "ACTIVE", "ENDING", "ENDED" -> DONE;
            case "DENIED", "LAPSED", "CANCELLED" -> DENIED;
            case "HELD" -> HELD;
            case "FAILED" -> FAILED;
            default -> WAITING;
        };
    }
}
