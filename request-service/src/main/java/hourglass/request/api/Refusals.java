package hourglass.request.api;

import hourglass.request.Outcome;
import hourglass.request.Refusal;
import hourglass.web.ProblemException;
import hourglass.web.ProblemException.FieldError;
import hourglass.web.ProblemType;
import java.util.List;

/// What a refusal of the domain is over HTTP, with people by their names.
final class Refusals {
    private Refusals() {}

    static ProblemException problem(Outcome.Refused unnamed, People people) {
        Outcome.Refused refused = named(unnamed, people);
        Refusal first = refused.first();
        return switch (first.rule()) {
            case INVALID -> invalid(refused.refusals());
            // What a body names is a value like others; what the address names isn't there.
            case NOT_FOUND ->
                first.pointer() == null ? problem(ProblemType.NOT_FOUND, first) : invalid(refused.refusals());
            case NOT_ALLOWED -> problem(ProblemType.NOT_ALLOWED, first);
            case OWN_REQUEST -> problem(RequestProblems.OWN_REQUEST, first);
            case OWN_REVIEW -> problem(RequestProblems.OWN_REVIEW, first);
            case NOT_AN_APPROVER -> problem(RequestProblems.NOT_AN_APPROVER, first);
            case WRONG_STATE -> problem(ProblemType.WRONG_STATE, first);
            case ALREADY_DECIDED -> problem(RequestProblems.ALREADY_DECIDED, first);
            case REQUEST_DIFFERS -> problem(RequestProblems.REQUEST_DIFFERS, first);
            case CHANGED_MEANWHILE -> problem(ProblemType.CHANGED_MEANWHILE, first);
            case IDEMPOTENCY_KEY_REUSED -> problem(RequestProblems.IDEMPOTENCY_KEY_REUSED, first);
            case CANNOT_DECIDE -> problem(RequestProblems.CANNOT_DECIDE, first).header("Retry-After", "5");
        };
    }

    private static Outcome.Refused named(Outcome.Refused refused, People people) {
        return new Outcome.Refused(
                refused.request(),
                refused.refusals().stream()
                        .map(refusal ->
                                new Refusal(refusal.rule(), Names.filled(refusal.detail(), people), refusal.pointer()))
                        .toList());
    }

    static ProblemException invalid(List<Refusal> refusals) {
        return ProblemException.invalid(refusals.stream().map(Refusals::error).toList());
    }

    private static FieldError error(Refusal refusal) {
        return new FieldError(refusal.pointer() == null ? "" : refusal.pointer(), refusal.detail());
    }

    private static ProblemException problem(ProblemType type, Refusal refusal) {
        return new ProblemException(type, refusal.detail());
    }
}
