package hourglass.messaging;

/// Thrown by a handler that can't handle a record *yet*: what it needs isn't there, and will be. The record is
/// tried again for ever, its partition waits, and it is never dead-lettered.
public final class RetryLater extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what is awaited, in one sentence
    public RetryLater(String message) {
        super(message);
    }

    /// @param message what is awaited, in one sentence
    /// @param cause why it isn't there
    public RetryLater(String message, Throwable cause) {
        super(message, cause);
    }
}
