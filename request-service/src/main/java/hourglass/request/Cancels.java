package hourglass.request;

import hourglass.request.AccessRequest.Cancelled;
import hourglass.request.AccessRequest.Denied;
import hourglass.request.AccessRequest.Ended;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Failed;
import hourglass.request.AccessRequest.Granted;
import hourglass.request.AccessRequest.Lapsed;
import hourglass.request.AccessRequest.Open;
import hourglass.request.Refusal.Rule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Calling a request off before its order: its requester, the resource's owner, or an operator who says why. Once it is
/// ordered, the same people end it.
final class Cancels {
    private Cancels() {}

    static Result cancel(AccessRequest request, Command.Cancel cancel, Surroundings around) {
        Caller caller = cancel.caller();
        if (!Visibility.sees(caller, request, around.owner())) {
            return Visibility.notFound(request);
        }
        @Nullable Refusal refusal = refusal(request, caller, around.owner());
        return switch (request) {
            case Open _, Cancelled _ when refusal != null -> new Result.Refused(refusal);
            case Open open -> cancel(open, cancel, Capacity.of(caller, request, around.owner()), around.now());
            case Cancelled _ -> Result.unchanged();
            case Granted _, Ending _, Denied _, Lapsed _, Failed _, Ended _ ->
                Ends.end(request, new Command.End(caller, cancel.comment()), around.owner());
        };
    }

    private static Result cancel(Open open, Command.Cancel cancel, Capacity capacity, Instant now) {
        if (capacity.owesAReason(cancel.comment())) {
            return new Result.Refused(
                    new Refusal(Rule.INVALID, "Say why you cancel somebody else's request.", "/comment"));
        }
        CancelReason reason = switch (capacity) {
            case REQUESTER -> CancelReason.REQUESTER;
            case OWNER -> CancelReason.OWNER;
            case OPERATOR -> CancelReason.OPERATOR;
            case NONE -> throw new IllegalStateException("Nobody cancels in no capacity.");
        };
        return Result.moved(open.cancel(reason, null, cancel.comment(), now));
    }

    /// Null when `caller` may call it off while it is open.
    static @Nullable Refusal refusal(AccessRequest request, Caller caller, @Nullable String owner) {
        return Capacity.of(caller, request, owner) == Capacity.NONE
                ? Refusal.of(
                        Rule.NOT_ALLOWED,
                        "Only {" + request.dossier().requester()
                                + "}, the resource's owner or an operator can cancel this request.")
                : null;
    }
}
