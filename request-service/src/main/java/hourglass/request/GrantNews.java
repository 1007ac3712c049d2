package hourglass.request;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Something grant-service says about a request's grant.
///
/// @param sequence counts from 1 per request; what is not above the newest one heard is a repeat
public record GrantNews(RequestId request, long sequence, UUID eventId, Instant at, What what) {

    public sealed interface What {}

    /// Possible access begins.
    public record Started() implements What {}

    /// The target was read back complete.
    public record Activated(Activation activation) implements What {}

    /// Its removal has begun, for any reason but expiry.
    public record EndBegun(EndReason reason, Instant dueAt) implements What {}

    /// Its removal was not verified within five seconds of its due time.
    public record RemovalOverdue(Instant dueAt, int attempts, String error) implements What {}

    /// Its removal was verified by reading the target back.
    ///
    /// @param keptFor requests that still need some of it
    /// @param remaining standing or foreign access that was seen and left alone
    public record Revoked(
            EndReason reason,
            Activation activation,
            Instant dueAt,
            Instant verifiedAt,
            int sessionsEnded,
            List<String> keptFor,
            List<String> remaining)
            implements What {}

    /// It never became active.
    public record NeverActive(EndReason reason, String detail) implements What {}

    /// Two operators gave up on the target.
    public record GivenUp(List<String> operators, String evidence, List<String> leftover) implements What {}

    /// When access began and when it ends by itself.
    public record Activation(Instant startedAt, Instant activatedAt, Instant expiresAt) {}
}
