package hourglass.grant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened to a grant. Each is stored together with the state it led to, and published from there.
public sealed interface GrantEvent {
    /// Possible access begins.
    record Started(Terms terms) implements GrantEvent {}

    /// The target was read back complete.
    record Activated(Terms terms, Instant startedAt, Instant activatedAt, Instant expiresAt) implements GrantEvent {}

    /// The grant's time has come.
    record Expired(Terms terms, Instant expiresAt) implements GrantEvent {}

    /// It ends for any other reason.
    record Ending(Terms terms, Reason reason, Instant dueAt) implements GrantEvent {}

    /// Removal was not verified in time.
    ///
    /// @param attempts failed ones so far
    /// @param error the target's last answer
    record RevocationOverdue(Terms terms, Instant dueAt, int attempts, String error) implements GrantEvent {}

    /// Removal was verified by reading the target back.
    record Revoked(
            Terms terms,
            Reason reason,
            Instant startedAt,
            Activation activation,
            Instant dueAt,
            Instant verifiedAt,
            Removal removal)
            implements GrantEvent {}

    /// It never became active.
    ///
    /// @param terms absent when the allowance is unreadable or the end came before the order
    /// @param startedAt absent when the target was never touched
    /// @param verifiedAt absent when the target was never touched
    record Failed(
            @Nullable Terms terms,
            Reason reason,
            @Nullable Instant startedAt,
            @Nullable Instant verifiedAt,
            String detail)
            implements GrantEvent {}

    /// Two operators gave up on a target.
    record Closed(Terms terms, List<String> operators, String evidence, List<String> leftover) implements GrantEvent {}
}
