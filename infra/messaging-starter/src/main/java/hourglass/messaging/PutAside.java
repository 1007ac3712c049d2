package hourglass.messaging;

/// Thrown by a handler that must not handle a record, now or ever: it goes to the dead letter topic at once, with an
/// alarm, and its partition goes on.
public class PutAside extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what is wrong with the record, in one sentence
    public PutAside(String message) {
        super(message);
    }
}
