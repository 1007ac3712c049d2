package hourglass.grant;

import java.time.Instant;

/// The database's clock, and the last time that any instance saw.
public interface DatabaseClock {
    /// The larger of both, read now.
    Instant read();

    /// Keeps `seen` for other instances and later lives of this service.
    void keep(Instant seen);
}
