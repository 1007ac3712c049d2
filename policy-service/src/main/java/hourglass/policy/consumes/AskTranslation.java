package hourglass.policy.consumes;

import hourglass.policy.Ask;
import hourglass.policy.AskCause;
import hourglass.policy.Basis;
import hourglass.policy.Channel;
import hourglass.policy.Content;
import hourglass.policy.Hold;
import hourglass.policy.Phase;
import hourglass.policy.Session;
import hourglass.policy.Standing;
import hourglass.policy.Vote;
import hourglass.policy.Window;

/// An ask of the contract in policy's own words.
final class AskTranslation {
    private AskTranslation() {}

    /// @throws NewerWriterException when it uses a word that this version doesn't know
    static Ask of(hourglass.events.Ask ask) {
        return new Ask(
                ask.getNumber(),
                cause(ask.getCause()),
                ask.getAskedAt(),
                phase(ask.getPhase()),
                ask.getPolicyAtLeast(),
                content(ask.getContent()),
                ask.getDigest(),
                session(ask.getSession()),
                ask.getVotes().stream().map(AskTranslation::vote).toList(),
                ask.getWindows().stream()
                        .map(window -> new Window(window.getStage(), window.getOpenedAt()))
                        .toList(),
                standing(ask.getStanding()),
                ask.getBasis()
                        .map(basis -> new Basis(basis.getWay(), basis.getWatch()))
                        .orElse(null));
    }

    private static Content content(hourglass.events.Content content) {
        return new Content(
                content.getRequestId(),
                content.getPerson(),
                content.getResource(),
                content.getRole(),
                content.getDurationSeconds(),
                content.getStartsAt().orElse(null),
                content.getReason(),
                content.getTicket().orElse(null),
                content.getBreakGlass(),
                content.getPolicy().orElse(null),
                content.getExtends$().orElse(null),
                content.getReplaces().orElse(null),
                content.getSubmittedAt());
    }

    private static Vote vote(hourglass.events.Vote vote) {
        return new Vote(
                vote.getVoteId(),
                vote.getPerson(),
                vote.getYes(),
                vote.getStage(),
                vote.getComment().orElse(null),
                vote.getDigest(),
                session(vote.getSession()));
    }

    private static Session session(hourglass.events.Session session) {
        return new Session(
                session.getIdp(),
                session.getSubject(),
                session.getAuthTime().orElse(null),
                session.getAcr().orElse(null),
                session.getAmr(),
                channel(session.getChannel()),
                session.getAt());
    }

    private static Standing standing(hourglass.events.Standing standing) {
        return new Standing(
                standing.getHolds().stream()
                        .map(hold ->
                                new Hold(hold.getRequestId(), hold.getResource(), hold.getRole(), hold.getExpiresAt()))
                        .toList(),
                standing.getHeldSince().orElse(null),
                standing.getOverdueReviews(),
                standing.getLocked());
    }

    private static AskCause cause(hourglass.events.AskCause cause) {
        return switch (cause) {
            case SUBMITTED -> AskCause.SUBMITTED;
            case RESUMED -> AskCause.RESUMED;
            case VOTE -> AskCause.VOTE;
            case TIMER -> AskCause.TIMER;
            case POLICY -> AskCause.POLICY;
            case PERSON -> AskCause.PERSON;
            case RESOURCE -> AskCause.RESOURCE;
            case RETRY -> AskCause.RETRY;
            case UNKNOWN -> throw new NewerWriterException("cause");
        };
    }

    private static Phase phase(hourglass.events.Phase phase) {
        return switch (phase) {
            case OPEN -> Phase.OPEN;
            case ORDERED -> Phase.ORDERED;
            case ACTIVE -> Phase.ACTIVE;
            case UNKNOWN -> throw new NewerWriterException("phase");
        };
    }

    private static Channel channel(hourglass.events.Channel channel) {
        return switch (channel) {
            case PAGE -> Channel.PAGE;
            case API -> Channel.API;
            case CLI -> Channel.CLI;
            case CHAT -> Channel.CHAT;
            case SYSTEM -> Channel.SYSTEM;
            case UNKNOWN -> throw new NewerWriterException("channel");
        };
    }
}
