package hourglass.audit.store;

/// Somebody else has appended to the log: this instance no longer knows where it stands and must not go on.
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message);
    }
}
