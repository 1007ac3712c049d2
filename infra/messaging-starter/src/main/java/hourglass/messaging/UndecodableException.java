package hourglass.messaging;

import org.jspecify.annotations.Nullable;

/// A record's value is not one of the contract's: damaged bytes, a schema the registry doesn't have, or a type
/// unknown to the contract. Trying again can't help, so such a record goes to the dead letter topic.
public final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecodableException(String message) {
        super(message);
    }

    UndecodableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
