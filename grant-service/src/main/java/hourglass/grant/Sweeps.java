package hourglass.grant;

import java.time.Instant;

/// What time alone does to grants. Each sweep is one transaction and skips what others hold.
public interface Sweeps {
    /// Moves active grants whose time has come to REVOKING, oldest first.
    ///
    /// @return how many
    int expire(Instant now, int limit);

    /// Ends grants that were not active before their start's deadline.
    int tooLate(Instant now, int limit);

    /// Marks removals that take too long as overdue.
    int overdue(Instant now, int limit);
}
