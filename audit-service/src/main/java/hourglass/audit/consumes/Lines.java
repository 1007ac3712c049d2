package hourglass.audit.consumes;

import hourglass.events.AccessDecided;
import hourglass.events.AccessRequested;
import hourglass.events.ApprovalRecorded;
import hourglass.events.AttemptRefused;
import hourglass.events.Content;
import hourglass.events.EndRequested;
import hourglass.events.EvaluationAsked;
import hourglass.events.GrantActivated;
import hourglass.events.GrantClosed;
import hourglass.events.GrantEnding;
import hourglass.events.GrantExpired;
import hourglass.events.GrantFailed;
import hourglass.events.GrantOrdered;
import hourglass.events.GrantRevoked;
import hourglass.events.GrantStarted;
import hourglass.events.RequestCancelled;
import hourglass.events.RequestResumed;
import hourglass.events.ReviewOpened;
import hourglass.events.ReviewOverdue;
import hourglass.events.ReviewRecorded;
import hourglass.events.RevocationOverdue;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;

/// The line that a timeline shows for a record. People are named by their ids: names change, ids don't.
final class Lines {
    private Lines() {}

    static String of(SpecificRecord record, String by) {
        return switch (record) {
            case AccessRequested asked -> asked(asked.getAsk().getContent());
            case RequestResumed _ -> by + " resumed the request with a fresh sign-in";
            case EvaluationAsked asked ->
                "Put before policy again (%s, ask %d)"
                        .formatted(asked.getAsk().getCause(), asked.getAsk().getNumber());
            case ApprovalRecorded voted ->
                "%s %s (%s)%s"
                        .formatted(
                                voted.getVote().getPerson(),
                                voted.getVote().getYes() ? "approved" : "refused",
                                voted.getVote().getStage(),
                                voted.getVote()
                                        .getComment()
                                        .map(text -> ": " + text)
                                        .orElse(""));
            case RequestCancelled cancelled ->
                cancelled(cancelled, by)
                        + cancelled.getComment().map(text -> ": " + text).orElse("");
            case GrantOrdered ordered ->
                "%s on %s ordered for %s, to begin by %s"
                        .formatted(
                                ordered.getRole(),
                                ordered.getResource(),
                                Duration.ofSeconds(ordered.getGrantedSeconds()),
                                ordered.getStartBy());
            case EndRequested end ->
                "End asked for (%s)%s"
                        .formatted(
                                end.getReason(),
                                end.getComment().map(text -> ": " + text).orElse(""));
            case AccessDecided decided ->
                "Policy answered %s to ask %d%s (commit %s)"
                        .formatted(
                                decided.getOutcome(),
                                decided.getMeta().getSequence(),
                                decided.getWay().map(way -> " by " + way).orElse(""),
                                decided.getPolicy().getCommit());
            case GrantStarted started ->
                "Giving %s on %s to account %s"
                        .formatted(
                                started.getGrant().getRole(),
                                started.getGrant().getResource(),
                                started.getGrant().getBinding().getAccount());
            case GrantActivated active -> "Active until " + active.getExpiresAt();
            case GrantExpired expired -> "Expired at " + expired.getExpiresAt();
            case GrantEnding ending -> "Ending (%s)".formatted(ending.getReason());
            case RevocationOverdue overdue ->
                "Removal overdue after %d tries: %s".formatted(overdue.getAttempts(), overdue.getError());
            case GrantRevoked revoked ->
                "Removal verified at %s (%s), %d sessions ended"
                        .formatted(revoked.getVerifiedAt(), revoked.getReason(), revoked.getSessionsEnded());
            case GrantFailed failed -> "Never active (%s): %s".formatted(failed.getReason(), failed.getDetail());
            case GrantClosed closed ->
                "Closed by %s: %s".formatted(String.join(" and ", closed.getOperators()), closed.getEvidence());
            case ReviewOpened opened -> "Review due at " + opened.getDueAt();
            case ReviewRecorded review ->
                "%s reviewed: %s: %s"
                        .formatted(
                                review.getReviewer(),
                                review.getJustified() ? "justified" : "not justified",
                                review.getComment());
            case ReviewOverdue overdue -> "Review overdue since " + overdue.getDueAt();
            case AttemptRefused refused ->
                "%s tried %s and was refused (%s)%s"
                        .formatted(
                                by,
                                refused.getAction(),
                                refused.getRule(),
                                refused.getCount() == 1 ? "" : ", %d times".formatted(refused.getCount()));
            default -> record.getSchema().getName();
        };
    }

    private static String cancelled(RequestCancelled cancelled, String by) {
        return switch (cancelled.getReason()) {
            case REQUESTER -> by + " cancelled the request";
            case OWNER -> by + " cancelled the request, as the resource's owner";
            case OPERATOR -> by + " cancelled the request, as an operator";
            case REPLACED ->
                by + " replaced the request by " + cancelled.getReplacedBy().orElse("another");
            case UNANSWERED -> "Cancelled, because policy did not answer in time";
            case LOCKED -> "Cancelled, because its requester is locked";
            case UNKNOWN -> "Cancelled";
        };
    }

    private static String asked(Content content) {
        return "%s asked for %s on %s for %s: %s"
                .formatted(
                        content.getPerson(),
                        content.getRole(),
                        content.getResource(),
                        Duration.ofSeconds(content.getDurationSeconds()),
                        content.getReason());
    }
}
