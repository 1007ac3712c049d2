package hourglass.request;

import hourglass.request.GrantNews.Activation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request for access, in one of its states. Each state has only the moves that are legal from it.
///
/// ```
/// open = EVALUATING, HELD, IN_REVIEW, SCHEDULED: goes where the newest answer says; votes are kept
/// open --GrantOrdered--> ORDERED --> ACTIVE --> ENDING --> ENDED*        open --> DENIED*, LAPSED*, CANCELLED*
/// ORDERED, ENDING --> FAILED*
/// ```
public sealed interface AccessRequest {
    Dossier dossier();

    default RequestId id() {
        return dossier().content().id();
    }

    /// Not yet ordered and not yet ended.
    sealed interface Open extends AccessRequest {
        Open with(Dossier dossier);

        default Step ask(AskCause cause, Surroundings around) {
            Ask ask = dossier().ask(cause, around);
            return Step.to(with(dossier().asking(ask)), new Event.EvaluationAsked(ask));
        }

        /// Goes where an answer that gives no access yet says.
        default Step follow(Decision answer) {
            Dossier judged = dossier().answeredBy(answer);
            AccessRequest next = switch (answer.outcome()) {
                case HOLD -> new Held(judged, answer);
                case REVIEW -> new InReview(judged, answer);
                case ALLOW -> new Scheduled(judged, answer);
                case DENY -> answer.lapsed() ? new Lapsed(judged, answer) : new Denied(judged, answer);
            };
            return Step.to(next, dossier().told(answer));
        }

        /// Takes an ALLOW that the gate let through.
        default Step order(Decision answer, Instant startBy, String allowance, Instant now) {
            return Step.to(
                    new Ordered(dossier().answeredBy(answer), answer, now),
                    dossier().told(answer),
                    new Event.GrantOrdered(dossier().content(), answer, startBy, allowance));
        }

        default Step cancel(
                CancelReason reason, @Nullable RequestId replacedBy, @Nullable String comment, Instant now) {
            return Step.to(
                    new Cancelled(dossier(), reason, replacedBy, now),
                    new Event.RequestCancelled(reason, replacedBy, comment));
        }
    }

    /// Waits for its first answer.
    record Evaluating(Dossier dossier) implements Open {
        @Override
        public Evaluating with(Dossier other) {
            return new Evaluating(other);
        }
    }

    /// Something is missing that the requester, or time, can mend.
    record Held(Dossier dossier, Decision decision) implements Open {
        @Override
        public Held with(Dossier other) {
            return new Held(other, decision);
        }

        /// Asks again with a fresh session; the content stays.
        Step resume(Session fresh, Surroundings around) {
            Dossier resumed = dossier.with(fresh);
            Ask ask = resumed.ask(AskCause.RESUMED, around);
            return Step.to(with(resumed.asking(ask)), new Event.RequestResumed(ask));
        }
    }

    /// Waits for votes.
    record InReview(Dossier dossier, Decision decision) implements Open {
        @Override
        public InReview with(Dossier other) {
            return new InReview(other, decision);
        }

        Step vote(Vote vote, Surroundings around) {
            Dossier voted = dossier.with(vote);
            Ask ask = voted.ask(AskCause.VOTE, around);
            return Step.to(with(voted.asking(ask)), new Event.ApprovalRecorded(vote, ask));
        }
    }

    /// Allowed, but its wanted start lies ahead.
    record Scheduled(Dossier dossier, Decision decision) implements Open {
        @Override
        public Scheduled with(Dossier other) {
            return new Scheduled(other, decision);
        }
    }

    /// Ordered or given, and not yet on its way out: policy may still take it back.
    sealed interface Granted extends AccessRequest {
        Decision decision();

        Granted with(Dossier dossier);

        Phase phase();

        @Nullable
        Activation activation();

        default Step ask(AskCause cause, Surroundings around) {
            Ask ask = dossier().ask(cause, phase(), Basis.of(decision()), around);
            return Step.to(with(dossier().asking(ask)), new Event.EvaluationAsked(ask));
        }

        /// Puts an unanswered ask once more, with its cause and phase: they say which answers end the access, and why.
        default Step repeat(Surroundings around) {
            Asks asks = dossier().asks();
            Ask ask = dossier().ask(asks.cause(), asks.phase(), Basis.of(decision()), around);
            return Step.to(with(dossier().repeating(ask)), new Event.EvaluationAsked(ask));
        }

        /// Remembers an answer that leaves the access as it is.
        default Step keep(Decision answer) {
            return Step.to(with(dossier().answeredBy(answer)), dossier().told(answer));
        }

        /// Ends early because a person wants it.
        default Step end(EndReason reason, @Nullable String comment) {
            return Step.to(
                    new Ending(dossier(), decision(), activation(), reason, null, false),
                    new Event.EndRequested(reason, null, comment));
        }

        /// Ends early because `answer` no longer gives it.
        default Step takeBack(Decision answer, EndReason reason) {
            return Step.to(
                    new Ending(dossier().answeredBy(answer), decision(), activation(), reason, null, false),
                    dossier().told(answer),
                    new Event.EndRequested(reason, answer.id(), null));
        }
    }

    /// grant-service has been told to give the access.
    record Ordered(Dossier dossier, Decision decision, Instant orderedAt) implements Granted {
        @Override
        public Ordered with(Dossier other) {
            return new Ordered(other, decision, orderedAt);
        }

        @Override
        public Phase phase() {
            return Phase.ORDERED;
        }

        @Override
        public @Nullable Activation activation() {
            return null;
        }
    }

    /// The requester has the access.
    record Active(Dossier dossier, Decision decision, Activation activation) implements Granted {
        @Override
        public Active with(Dossier other) {
            return new Active(other, decision, activation);
        }

        @Override
        public Phase phase() {
            return Phase.ACTIVE;
        }
    }

    /// The access is being taken away.
    ///
    /// @param activation null when it never became active
    /// @param dueAt when it should be gone; null before grant-service says
    /// @param overdue whether that moment has passed without verified removal
    record Ending(
            Dossier dossier,
            Decision decision,
            @Nullable Activation activation,
            EndReason reason,
            @Nullable Instant dueAt,
            boolean overdue)
            implements AccessRequest {}

    /// Over: no move leads out of it.
    sealed interface Over extends AccessRequest {}

    record Denied(Dossier dossier, Decision decision) implements Over {}

    /// Nobody, or not enough people, answered in time.
    record Lapsed(Dossier dossier, Decision decision) implements Over {}

    /// Called off before its order.
    ///
    /// @param replacedBy with REPLACED only
    record Cancelled(
            Dossier dossier, CancelReason reason, @Nullable RequestId replacedBy, Instant at) implements Over {}

    /// Ordered, but it never became active.
    record Failed(Dossier dossier, Decision decision, EndReason reason, String detail, Instant at) implements Over {}

    /// The access was had, and is verified to be gone (or two operators closed it).
    ///
    /// @param dueAt when it should have been gone; null when it was closed by operators
    /// @param sessionsEnded live sessions that ended with it; null when closed by operators, or older than this
    record Ended(
            Dossier dossier,
            Decision decision,
            @Nullable Activation activation,
            EndReason reason,
            @Nullable Instant dueAt,
            Instant at,
            @Nullable Integer sessionsEnded)
            implements Over {}
}
