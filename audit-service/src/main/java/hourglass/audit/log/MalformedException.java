package hourglass.audit.log;

/// Bytes or text that are not in the form that the log's formats prescribe.
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /// Says what is wrong.
    ///
    /// @param reason one sentence that says what was expected and what was found
    public MalformedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /// What was expected and what was found.
    public String reason() {
        return reason;
    }
}
