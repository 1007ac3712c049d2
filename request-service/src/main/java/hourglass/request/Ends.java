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
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Taking access away early: its holder, the resource's owner, or an operator who says why.
final class Ends {
    private static final Set<EndReason> BY_PEOPLE =
            EnumSet.of(EndReason.REQUESTER, EndReason.OWNER, EndReason.OPERATOR);

    private Ends() {}

    static Result end(AccessRequest request, Command.End end, @Nullable String owner) {
        Caller caller = end.caller();
        if (!Visibility.sees(caller, request, owner)) {
            return Visibility.notFound(request);
        }
        @Nullable Refusal refusal = refusal(request, caller, owner);
        if (refusal != null) {
            return new Result.Refused(refusal);
        }
        Capacity capacity = Capacity.of(caller, request, owner);
        if (capacity.owesAReason(end.comment())) {
            return new Result.Refused(new Refusal(Rule.INVALID, "Say why you end somebody else's access.", "/comment"));
        }
        return request instanceof Granted granted
                ? Result.moved(granted.end(reason(capacity), end.comment()))
                : Result.unchanged();
    }

    /// Null when `caller` may end it now, or it is ending anyway.
    static @Nullable Refusal refusal(AccessRequest request, Caller caller, @Nullable String owner) {
        if (Capacity.of(caller, request, owner) == Capacity.NONE) {
            return Refusal.of(Rule.NOT_ALLOWED, "Only its holder, the resource's owner or an operator can end access.");
        }
        return switch (request) {
            case Granted _, Ending _ -> null;
            case Ended ended when BY_PEOPLE.contains(ended.reason()) -> null;
            case Ended _ -> Refusal.of(Rule.WRONG_STATE, "This access has already ended.");
            case Failed _ -> Refusal.of(Rule.WRONG_STATE, "This access never began.");
            case Denied _, Lapsed _, Cancelled _ ->
                Refusal.of(Rule.WRONG_STATE, "This request is over; it gave no access.");
            case Open _ -> Refusal.of(Rule.WRONG_STATE, "There is no access yet: cancel the request.");
        };
    }

    private static EndReason reason(Capacity capacity) {
        return switch (capacity) {
            case REQUESTER -> EndReason.REQUESTER;
            case OWNER -> EndReason.OWNER;
            case OPERATOR -> EndReason.OPERATOR;
            case NONE -> throw new IllegalStateException("Nobody ends access in no capacity.");
        };
    }
}
