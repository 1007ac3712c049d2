package hourglass.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is true around a request while its row is locked. Read at most once per change.
public interface Surroundings {
    /// The database clock, read after the lock was taken.
    Instant now();

    /// Newest accepted policy serial known to this service; 0 before the first.
    long newestSerial();

    /// Who owns the resource, in policy's words (`group:payments-leads`); null when the catalog doesn't list it.
    @Nullable
    String owner();

    Standing standing();
}
