package hourglass.request.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import hourglass.request.Decision;
import hourglass.request.RequestState;
import hourglass.request.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as its reader sees it.
///
/// @param row what a list shows as well
/// @param startsAt wanted start; null: at once
/// @param policy the way in that was named; null: any
/// @param extending request whose access it overlaps, `extends` on the wire
/// @param decision policy's newest answer; null before the first
/// @param grant null before the order
/// @param review null when no glass was broken
/// @param actions what the reader may do now
/// @param blocked what this state has but the reader may not do, with the reason
record RequestShown(
        @JsonUnwrapped RequestRow row,
        boolean breakGlass,
        @Nullable Instant startsAt,
        @Nullable String policy,
        @JsonProperty("extends") @Nullable String extending,
        @Nullable String replaces,
        @Nullable String replacedBy,
        @Nullable DecisionShown decision,
        List<VoteShown> approvals,
        @Nullable GrantShown grant,
        @Nullable ReviewShown review,
        List<String> actions,
        Map<String, String> blocked) {

    /// A row of a list: the first twelve fields of the whole view.
    ///
    /// @param revision also the ETag of the whole view
    /// @param requestDigest what a vote has to name, `sha256:` and 64 hex digits
    /// @param allows what the role lets a person do; null when the catalog no longer lists it
    record RequestRow(
            String id,
            RequestState state,
            long revision,
            String requestDigest,
            Instant submittedAt,
            PersonShown requester,
            ResourceNamed resource,
            String role,
            @Nullable String allows,
            Duration duration,
            String reason,
            @Nullable String ticket) {}

    /// @param team null when the directory doesn't say, or doesn't know them any more
    record PersonShown(String id, String name, @Nullable String team) {}

    record Named(String id, String name) {}

    /// @param type null when the catalog no longer lists it
    record ResourceNamed(
            String id, @Nullable String type, @Nullable String environment) {}

    /// @param sequence number of the ask that it answers
    /// @param cause null with REVIEW and ALLOW
    /// @param mend how a hold can be mended
    /// @param route `policy/route` of the nearest offer
    /// @param missing votes still missing
    record DecisionShown(
            Decision.Outcome outcome,
            @Nullable String cause,
            Decision.@Nullable Mend mend,
            int sequence,
            Instant at,
            @Nullable String route,
            List<String> failed,
            List<String> unknown,
            int missing,
            @Nullable Duration granted,
            @Nullable Duration max,
            @Nullable Instant notAfter,
            @Nullable Instant startsAt,
            List<String> obligations,
            List<String> notifies,
            long policySerial,
            String policyCommit,
            String bundleDigest,
            List<ReasonShown> reasons,
            List<StageShown> stages) {}

    /// @param result met, not-met, unknown; of a guardrail's deny: clear, hit, undecidable
    record ReasonShown(
            String policy,
            String part,
            String condition,
            String result,
            @JsonRawValue String values,
            @Nullable String message,
            String at) {}

    record StageShown(
            String stage,
            int need,
            int have,
            List<String> from,
            List<Named> people,
            Instant openedAt,
            @Nullable Instant closesAt,
            boolean escalated) {}

    /// @param outcome what policy made of it; null before it has looked
    record VoteShown(
            Named by,
            boolean yes,
            String stage,
            @Nullable String comment,
            Instant at,
            Vote.@Nullable Outcome outcome) {}

    /// @param state in grant-service's words
    /// @param connect how to connect, while it is active
    /// @param endedBy expiry, person, operator or policy
    /// @param latenessMs verified removal after the moment it was due
    /// @param sessionsEnded live sessions that ended with it
    record GrantShown(
            String state,
            @Nullable Instant activatedAt,
            @Nullable Instant expiresAt,
            @Nullable String connect,
            @Nullable Instant dueAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable Long latenessMs,
            @Nullable Integer sessionsEnded,
            @Nullable String detail) {}

    record ReviewShown(
            String state,
            Instant dueAt,
            List<String> from,
            List<Named> people,
            int need,
            List<VerdictShown> verdicts) {}

    record VerdictShown(Named by, boolean justified, String comment, Instant at) {}
}
