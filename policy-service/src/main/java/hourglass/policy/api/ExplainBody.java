package hourglass.policy.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/decisions:explain`, as it was sent: [QuestionCheck] says what is missing.
///
/// @param request as in a submission
/// @param requester a person of the directory; absent: the caller
/// @param session the sign-in to be assumed; absent: the caller's
/// @param standing what request-service knows about the requester; absent: nothing held, nothing overdue
/// @param now the moment of asking; absent: the service's clock
/// @param commit hex id in full; absent: the set in use
/// @param approvals votes to be assumed, in their order
record ExplainBody(
        @Nullable Request request,
        @Nullable String requester,
        @Nullable Session session,
        @Nullable Standing standing,
        @Nullable Instant now,
        @Nullable String commit,
        @Nullable List<@Nullable Approval> approvals) {

    /// What is asked for.
    ///
    /// @param duration ISO-8601 or `2h`
    record Request(
            @Nullable String resource,
            @Nullable String role,
            @Nullable String duration,
            @Nullable String reason,
            @Nullable String ticket,
            @Nullable Boolean breakGlass,
            @Nullable String policy,
            @Nullable Instant startsAt) {}

    record Session(
            @Nullable String idp,
            @Nullable String subject,
            @Nullable Instant authTime,
            @Nullable String acr,
            @Nullable List<@Nullable String> amr,
            @Nullable String channel) {}

    /// @param heldSince start of the unbroken stretch on this resource and role
    record Standing(
            @Nullable List<@Nullable Hold> holds,
            @Nullable Instant heldSince,
            @Nullable Integer overdueReviews,
            @Nullable Boolean locked) {}

    record Hold(
            @Nullable String requestId,
            @Nullable String resource,
            @Nullable String role,
            @Nullable Instant expiresAt) {}

    record Approval(
            @Nullable String person,
            @Nullable String stage,
            boolean yes,
            @Nullable String comment) {}
}
