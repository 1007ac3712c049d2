package hourglass.request;

import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Evaluating;
import hourglass.request.AccessRequest.Granted;
import hourglass.request.AccessRequest.Held;
import hourglass.request.AccessRequest.Open;
import hourglass.request.AccessRequest.Over;
import hourglass.request.Decision.Outcome;
import hourglass.request.Refusal.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `(state, command, surroundings) -> step, nothing, or refusal`. Pure: the same in, the same out.
public final class RequestDecider {
    /// A request that policy has not answered by then is called off.
    static final Duration PATIENCE = Duration.ofMinutes(15);

    /// An open request is asked again because of newer policies at most this often.
    static final Duration POLICY_PAUSE = Duration.ofMinutes(1);

    private RequestDecider() {}

    /// A new request and its first ask.
    public static Step submit(Content content, String digest, Session session, Surroundings around) {
        Ask ask = new Ask(
                1,
                AskCause.SUBMITTED,
                around.now(),
                Phase.OPEN,
                around.newestSerial(),
                content,
                digest,
                session,
                List.of(),
                List.of(),
                around.standing(),
                null);
        Dossier dossier = new Dossier(content, digest, session, Asks.first(ask), List.of(), List.of(), Set.of(), 0);
        return Step.to(new Evaluating(dossier), new Event.AccessRequested(ask));
    }

    /// What a command does to a request.
    ///
    /// @throws IllegalStateException when another service says what can't be; nothing is changed then
    public static Result decide(AccessRequest request, Command command, Surroundings around) {
        return switch (command) {
            case Command.TakeAnswer(var answer) -> takeAnswer(request, answer, around);
            case Command.HearGrant(var news) -> GrantHearing.hear(request, news);
            case Command.CastVote vote -> Voting.vote(request, vote, around);
            case Command.Cancel cancel -> Cancels.cancel(request, cancel, around);
            case Command.Replace replace -> replace(request, replace, around);
            case Command.Resume(var caller) -> resume(request, caller, around);
            case Command.End end -> Ends.end(request, end, around.owner());
            case Command.AskAgain(var cause) -> askAgain(request, cause, around);
            case Command.GiveUp _ -> giveUp(request, around.now());
        };
    }

    private static Result takeAnswer(AccessRequest request, Decision answer, Surroundings around) {
        Dossier dossier = request.dossier();
        if (!dossier.asks().awaits(answer.ask())) {
            return Result.unchanged();
        }
        if (!answer.digest().equals(dossier.digest())) {
            throw new IllegalStateException("Decision " + answer.id() + " is about other content than request "
                    + request.id() + " has; it is not applied.");
        }
        return switch (request) {
            case Open open -> Result.moved(answerOpen(open, answer, around));
            case Granted granted -> Result.moved(answerGranted(granted, answer));
            case Ending _, Over _ -> Result.unchanged();
        };
    }

    private static Step answerOpen(Open open, Decision answer, Surroundings around) {
        boolean startLiesAhead = answer.startsAt() != null && answer.allowance() == null;
        if (answer.outcome() != Outcome.ALLOW || startLiesAhead) {
            return open.follow(answer);
        }
        if (answer.allowance() == null || answer.startBy() == null) {
            throw new IllegalStateException("Decision " + answer.id() + " is an ALLOW without allowance or startBy.");
        }
        if (Gate.letsThrough(answer, open.dossier().asks(), around)) {
            return open.order(answer, answer.startBy(), answer.allowance(), around.now());
        }
        return open.ask(AskCause.RETRY, around);
    }

    private static Step answerGranted(Granted granted, Decision answer) {
        Asks asks = granted.dossier().asks();
        boolean takenBack = answer.outcome() == Outcome.DENY
                || (asks.phase() == Phase.ORDERED && answer.outcome() != Outcome.ALLOW);
        return takenBack ? granted.takeBack(answer, EndReason.after(asks.cause())) : granted.keep(answer);
    }

    private static Result replace(AccessRequest request, Command.Replace replace, Surroundings around) {
        if (!replace.person().equals(request.dossier().requester())) {
            return Visibility.notFound(request);
        }
        return request instanceof Open open
                ? Result.moved(open.cancel(CancelReason.REPLACED, replace.replacement(), null, around.now()))
                : Result.refused(
                        Rule.WRONG_STATE,
                        "Request " + request.id() + " is no longer open, so it can't be replaced: submit without"
                                + " `replaces`.");
    }

    private static Result resume(AccessRequest request, Caller caller, Surroundings around) {
        if (!Visibility.sees(caller, request, around.owner())) {
            return Visibility.notFound(request);
        }
        @Nullable Refusal refusal = Resuming.refusal(request, caller);
        if (refusal != null) {
            return new Result.Refused(refusal);
        }
        return request instanceof Held held && !held.dossier().asks().resuming()
                ? Result.moved(held.resume(caller.session().usedAt(around.now()), around))
                : Result.unchanged();
    }

    private static Result askAgain(AccessRequest request, AskCause cause, Surroundings around) {
        if (!Due.isDue(request, cause, around.now(), around.newestSerial())) {
            return Result.unchanged();
        }
        return switch (request) {
            case Open open -> Result.moved(open.ask(cause, around));
            case Granted granted ->
                Result.moved(cause == AskCause.RETRY ? granted.repeat(around) : granted.ask(cause, around));
            case Ending _, Over _ -> Result.unchanged();
        };
    }

    private static Result giveUp(AccessRequest request, Instant now) {
        boolean tooLong =
                !request.dossier().content().submittedAt().plus(PATIENCE).isAfter(now);
        return request instanceof Evaluating evaluating && tooLong
                ? Result.moved(evaluating.cancel(CancelReason.UNANSWERED, null, null, now))
                : Result.unchanged();
    }
}
