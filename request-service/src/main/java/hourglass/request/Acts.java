package hourglass.request;

import hourglass.request.AccessRequest.Granted;
import hourglass.request.AccessRequest.Held;
import hourglass.request.AccessRequest.InReview;
import hourglass.request.AccessRequest.Open;
import hourglass.request.RequestViews.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody may do with a request now, and why not otherwise: by the guards that the acts themselves pass.
///
/// @param actions acts that would not be refused
/// @param blocked acts that this state has but this person may not, each with the reason, in which people stand in
/// braces
public record Acts(List<String> actions, Map<String, String> blocked) {
    public Acts {
        actions = List.copyOf(actions);
        blocked = Collections.unmodifiableMap(new LinkedHashMap<>(blocked));
    }

    public static Acts of(View view, Caller caller) {
        List<String> actions = new ArrayList<>();
        Map<String, String> blocked = new LinkedHashMap<>();
        AccessRequest request = view.request();
        if (request instanceof InReview) {
            Refusal refusal = Voting.refusal(request, caller);
            sort("approve", refusal, actions, blocked);
            sort("refuse", refusal, actions, blocked);
        }
        if (request instanceof Open) {
            sort("cancel", Cancels.refusal(request, caller, view.owner()), actions, blocked);
        }
        if (request instanceof Held) {
            sort("resume", Resuming.refusal(request, caller), actions, blocked);
        }
        if (request instanceof Granted) {
            sort("end", Ends.refusal(request, caller, view.owner()), actions, blocked);
        }
        if (view.review() != null && !(view.review() instanceof Review.Done)) {
            sort("review", view.review().refusal(caller), actions, blocked);
        }
        return new Acts(actions, blocked);
    }

    private static void sort(String act, @Nullable Refusal refusal, List<String> actions, Map<String, String> blocked) {
        if (refusal == null) {
            actions.add(act);
        } else {
            blocked.put(act, refusal.detail());
        }
    }
}
