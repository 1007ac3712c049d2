package hourglass.request;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the timeline says of each event, in a sentence. People stand in braces, `{bob}`, to be named by the reader.
public final class Timeline {
    private Timeline() {}

    /// The event's name in the log, such as `ApprovalRecorded`.
    public static String name(Event event) {
        return switch (event) {
            case Event.GrantHeard(var news) ->
                switch (news.what()) {
                    case GrantNews.Started _ -> "GrantStarted";
                    case GrantNews.Activated _ -> "GrantActivated";
                    case GrantNews.EndBegun _ -> "GrantEnding";
                    case GrantNews.RemovalOverdue _ -> "RevocationOverdue";
                    case GrantNews.Revoked _ -> "GrantRevoked";
                    case GrantNews.NeverActive _ -> "GrantFailed";
                    case GrantNews.GivenUp _ -> "GrantClosed";
                };
            case Event.Told told -> told.getClass().getSimpleName();
            case Event.AccessDecided _ -> "AccessDecided";
        };
    }

    public static String text(Event event, Actor actor) {
        String who = actor.kind() == Actor.Kind.PERSON ? "{" + actor.id() + "}" : actor.id();
        return switch (event) {
            case Event.AccessRequested(var ask) ->
                who + " asked for " + ask.content().access().role() + " on "
                        + ask.content().access().resource();
            case Event.RequestResumed _ -> who + " signed in afresh";
            case Event.EvaluationAsked(var ask) -> "Policy is asked again: " + because(ask.cause());
            case Event.ApprovalRecorded(var vote, var _) -> cast(vote);
            case Event.RequestCancelled cancelled -> cancelled(cancelled, who);
            case Event.GrantOrdered ordered -> "The access is ordered, to begin by " + ordered.startBy();
            case Event.EndRequested end -> ended(end, who);
            case Event.ReviewOpened review -> "A review is owed by " + review.dueAt();
            case Event.ReviewRecorded review ->
                who + (review.justified() ? " found it justified" : " found it not justified") + said(review.comment());
            case Event.ReviewOverdue review -> "The review was owed by " + review.dueAt();
            case Event.AccessDecided(var decision, var discounted) -> decided(decision) + discounted(discounted);
            case Event.GrantHeard(var news) -> heard(news.what());
        };
    }

    /// An item's sentence as it is now: of a vote, also whether it counts, which later answers decide.
    ///
    /// @param votes of the item's request
    public static String text(RequestViews.TimelineItem item, List<Vote> votes) {
        return votes.stream()
                .filter(vote -> item.event().equals(Event.ApprovalRecorded.class.getSimpleName())
                        && item.by().equals(vote.person().value())
                        && item.at().equals(vote.session().at()))
                .findFirst()
                .map(Timeline::cast)
                .orElse(item.text());
    }

    private static String cast(Vote vote) {
        return "{" + vote.person() + "}" + (vote.yes() ? " approved (" : " refused (") + vote.stage() + ")"
                + (vote.didNotCount() ? ", not counted: " + uncounted(vote) : "") + said(vote.comment());
    }

    private static String discounted(List<Vote> votes) {
        return votes.stream()
                .map(vote -> "; {" + vote.person() + "}'s vote is not counted: " + uncounted(vote))
                .collect(Collectors.joining());
    }

    private static String uncounted(Vote vote) {
        return vote.outcome() == null
                ? ""
                : vote.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String because(AskCause cause) {
        return switch (cause) {
            case TIMER -> "its time has come";
            case POLICY -> "a newer policy set was accepted";
            case PERSON -> "its requester is no longer active";
            case RESOURCE -> "the resource or the role is gone";
            case RETRY -> "the last answer did not come, or came too late";
            case SUBMITTED, RESUMED, VOTE -> cause.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String cancelled(Event.RequestCancelled cancelled, String who) {
        return switch (cancelled.reason()) {
            case REQUESTER, OWNER, OPERATOR -> who + " cancelled it" + said(cancelled.comment());
            case REPLACED -> who + " replaced it by " + cancelled.replacedBy();
            case UNANSWERED -> "Cancelled: policy did not answer in time";
            case LOCKED -> "Cancelled: its requester is locked" + said(cancelled.comment());
        };
    }

    private static String ended(Event.EndRequested end, String who) {
        return switch (end.reason()) {
            case REQUESTER, OWNER, OPERATOR -> who + " ended it" + said(end.comment());
            default -> "Policy no longer gives it (" + word(end.reason()) + ")";
        };
    }

    private static String decided(Decision decision) {
        String way = decision.way() == null ? "" : " by " + decision.way();
        return switch (decision.outcome()) {
            case ALLOW -> "Policy allows it" + way;
            case REVIEW ->
                "Policy wants " + decision.missing() + " more vote" + (decision.missing() == 1 ? "" : "s") + way;
            case HOLD -> "Policy holds it: " + why(decision);
            case DENY -> "Policy denies it: " + why(decision);
        };
    }

    private static String why(Decision decision) {
        String cause = decision.cause() == null
                ? ""
                : decision.cause().toLowerCase(Locale.ROOT).replace('_', '-');
        return decision.failed().isEmpty() ? cause : cause + " (" + String.join(", ", decision.failed()) + ")";
    }

    private static String heard(GrantNews.What what) {
        return switch (what) {
            case GrantNews.Started _ -> "The access is being given";
            case GrantNews.Activated(var activation) -> "Active until " + activation.expiresAt();
            case GrantNews.EndBegun(var reason, var _) -> "The access is being taken away (" + word(reason) + ")";
            case GrantNews.RemovalOverdue overdue ->
                "Removal is overdue after " + overdue.attempts() + " attempts: " + overdue.error();
            case GrantNews.Revoked revoked ->
                "Removal is verified (" + word(revoked.reason()) + "), " + revoked.sessionsEnded() + " sessions ended";
            case GrantNews.NeverActive(var reason, var detail) -> "It never began (" + word(reason) + "): " + detail;
            case GrantNews.GivenUp(var operators, var _, var _) -> "Closed by " + String.join(" and ", operators);
        };
    }

    private static String word(EndReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String said(@Nullable String comment) {
        return comment == null || comment.isBlank() ? "" : ": " + comment;
    }
}
