package hourglass.request.publishes;

import hourglass.events.AskCause;
import hourglass.events.Channel;
import hourglass.events.Phase;
import hourglass.request.Ask;
import hourglass.request.Basis;
import hourglass.request.Content;
import hourglass.request.RequestId;
import hourglass.request.Session;
import hourglass.request.Standing;
import hourglass.request.Vote;
import org.jspecify.annotations.Nullable;

/// What is put before policy, as the contract has it.
final class AskRecords {
    private AskRecords() {}

    static hourglass.events.Ask ask(Ask ask) {
        return hourglass.events.Ask.newBuilder()
                .setNumber(ask.number())
                .setCause(AskCause.valueOf(ask.cause().name()))
                .setAskedAt(ask.askedAt())
                .setPhase(Phase.valueOf(ask.phase().name()))
                .setPolicyAtLeast(ask.policyAtLeast())
                .setContent(content(ask.content()))
                .setDigest(ask.digest())
                .setSession(session(ask.session()))
                .setVotes(ask.votes().stream().map(AskRecords::vote).toList())
                .setWindows(ask.windows().stream()
                        .map(window -> hourglass.events.StageWindow.newBuilder()
                                .setStage(window.stage())
                                .setOpenedAt(window.openedAt())
                                .build())
                        .toList())
                .setStanding(standing(ask.standing()))
                .setBasis(basis(ask.basis()))
                .build();
    }

    static hourglass.events.Content content(Content content) {
        return hourglass.events.Content.newBuilder()
                .setRequestId(content.id().value())
                .setPerson(content.person().value())
                .setResource(content.access().resource())
                .setRole(content.access().role())
                .setDurationSeconds(Math.toIntExact(content.duration().toSeconds()))
                .setStartsAt(content.startsAt())
                .setReason(content.reason())
                .setTicket(content.ticket())
                .setBreakGlass(content.breakGlass())
                .setPolicy(content.policy())
                .setExtends$(text(content.extending()))
                .setReplaces(text(content.replaces()))
                .setSubmittedAt(content.submittedAt())
                .build();
    }

    static hourglass.events.Vote vote(Vote vote) {
        return hourglass.events.Vote.newBuilder()
                .setVoteId(vote.id())
                .setPerson(vote.person().value())
                .setYes(vote.yes())
                .setStage(vote.stage())
                .setComment(vote.comment())
                .setDigest(vote.digest())
                .setSession(session(vote.session()))
                .build();
    }

    private static hourglass.events.Session session(Session session) {
        return hourglass.events.Session.newBuilder()
                .setIdp(session.idp())
                .setSubject(session.subject())
                .setAuthTime(session.authTime())
                .setAcr(session.acr())
                .setAmr(session.amr())
                .setChannel(Channel.valueOf(session.channel().name()))
                .setAt(session.at())
                .build();
    }

    private static hourglass.events.Standing standing(Standing standing) {
        return hourglass.events.Standing.newBuilder()
                .setHolds(standing.holds().stream()
                        .map(hold -> hourglass.events.Hold.newBuilder()
                                .setRequestId(hold.request().value())
                                .setResource(hold.access().resource())
                                .setRole(hold.access().role())
                                .setExpiresAt(hold.expiresAt())
                                .build())
                        .toList())
                .setHeldSince(standing.heldSince())
                .setOverdueReviews(standing.overdueReviews())
                .setLocked(standing.locked())
                .build();
    }

    private static hourglass.events.@Nullable Basis basis(@Nullable Basis basis) {
        return basis == null ? null : new hourglass.events.Basis(basis.way(), basis.watch());
    }

    static @Nullable String text(@Nullable RequestId id) {
        return id == null ? null : id.value();
    }
}
