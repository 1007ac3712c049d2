package hourglass.policy.api;

import hourglass.messaging.Uuids;
import hourglass.policy.Ask;
import hourglass.policy.AskCause;
import hourglass.policy.Channel;
import hourglass.policy.Content;
import hourglass.policy.Hold;
import hourglass.policy.Phase;
import hourglass.policy.Session;
import hourglass.policy.Standing;
import hourglass.policy.Vote;
import hourglass.policy.Window;
import hourglass.web.SignedIn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A question of the kind "what would be decided": a body in policy's words. No request stands behind it, so it has an
/// id of its own and no content digest; assumed votes carry the same.
final class Question {
    private static final String NO_DIGEST = "0".repeat(64);

    private final Content content;
    private final Session session;
    private final Standing standing;
    private final Instant at;

    /// @param body checked by [QuestionCheck]
    /// @param person the requester, a key of the directory
    Question(ExplainBody body, String person, SignedIn me, Instant at) {
        this.at = at;
        this.content = content(checked(body.request()), person, at);
        this.session = session(Optional.ofNullable(body.session()), me, at);
        this.standing = standing(Optional.ofNullable(body.standing()));
    }

    /// The ask with these votes taken and these stages opened before.
    Ask ask(int number, List<Vote> votes, List<Window> windows) {
        return new Ask(
                number,
                votes.isEmpty() ? AskCause.SUBMITTED : AskCause.VOTE,
                at,
                Phase.OPEN,
                0,
                content,
                NO_DIGEST,
                session,
                votes,
                windows,
                standing,
                null);
    }

    /// An assumed vote. Nothing is known about its voter's session but that it is one.
    Vote vote(ExplainBody.Approval approval) {
        return new Vote(
                Uuids.v7(at),
                checked(approval.person()),
                approval.yes(),
                checked(approval.stage()),
                approval.comment(),
                NO_DIGEST,
                new Session("", "", null, null, List.of(), Channel.API, at));
    }

    private static Content content(ExplainBody.Request request, String person, Instant at) {
        return new Content(
                Uuids.v7(at).toString(),
                person,
                checked(request.resource()),
                checked(request.role()),
                Durations.seconds(checked(request.duration())).orElseThrow(),
                request.startsAt(),
                checked(request.reason()),
                request.ticket(),
                Objects.requireNonNullElse(request.breakGlass(), false),
                request.policy(),
                null,
                null,
                at);
    }

    private static Session session(Optional<ExplainBody.Session> given, SignedIn me, Instant at) {
        return given.map(session -> new Session(
                        checked(session.idp()),
                        checked(session.subject()),
                        session.authTime(),
                        session.acr(),
                        Objects.requireNonNullElse(session.amr(), List.<@Nullable String>of()).stream()
                                .map(Question::checked)
                                .toList(),
                        channel(session.channel()),
                        at))
                .orElseGet(() -> new Session(
                        me.idp(),
                        me.subject(),
                        me.authTime(),
                        me.acr(),
                        me.amr(),
                        channel(me.channel().name()),
                        at));
    }

    private static Standing standing(Optional<ExplainBody.Standing> given) {
        return given.map(standing -> new Standing(
                        Objects.requireNonNullElse(standing.holds(), List.<ExplainBody.@Nullable Hold>of()).stream()
                                .map(hold -> hold(checked(hold)))
                                .toList(),
                        standing.heldSince(),
                        Objects.requireNonNullElse(standing.overdueReviews(), 0),
                        Objects.requireNonNullElse(standing.locked(), false)))
                .orElseGet(() -> new Standing(List.of(), null, 0, false));
    }

    private static Hold hold(ExplainBody.Hold hold) {
        return new Hold(
                Objects.requireNonNullElse(hold.requestId(), ""),
                checked(hold.resource()),
                checked(hold.role()),
                checked(hold.expiresAt()));
    }

    private static <T> T checked(@Nullable T value) {
        return Objects.requireNonNull(value, "QuestionCheck refuses a body without it");
    }

    private static Channel channel(@Nullable String name) {
        return switch (name == null ? "" : name) {
            case "PAGE" -> Channel.PAGE;
            case "CLI" -> Channel.CLI;
            case "CHAT" -> Channel.CHAT;
            default -> Channel.API;
        };
    }
}
