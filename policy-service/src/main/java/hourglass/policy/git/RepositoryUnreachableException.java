package hourglass.policy.git;

/// The remote didn't answer, or has no such branch. What was fetched before stays usable.
public final class RepositoryUnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    RepositoryUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
