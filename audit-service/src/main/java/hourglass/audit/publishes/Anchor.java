package hourglass.audit.publishes;

import java.io.IOException;
import java.util.Optional;

/// A place outside of the database that keeps the newest signed checkpoint.
public interface Anchor {
    /// The signed note there, empty before the first.
    ///
    /// @throws IOException when it can't be reached or holds something else
    Optional<String> read() throws IOException;

    /// Puts a newer one there, durably.
    ///
    /// @throws IOException when it can't be reached or does not take it
    void write(String note) throws IOException;
}
