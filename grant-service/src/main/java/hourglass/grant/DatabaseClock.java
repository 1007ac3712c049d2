package hourglass.grant;

import java.time.Instant;

/// The database's clock, and the last time that any instance saw.
public interface DatabaseClock {
    /// The database's clock alone, read now: it may have been set back.
    Instant now();

    /// The larger of both, read now: where a new life begins.
    Instant read();

    /// Keeps `seen` for other instances and later lives of this service.
    void keep(Instant seen);
}
