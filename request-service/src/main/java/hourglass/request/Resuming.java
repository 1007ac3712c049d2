package hourglass.request;

import hourglass.request.AccessRequest.Held;
import hourglass.request.Decision.Mend;
import hourglass.request.Refusal.Rule;
import org.jspecify.annotations.Nullable;

/// Bringing the fresh session that a hold wants.
final class Resuming {
    private Resuming() {}

    static @Nullable Refusal refusal(AccessRequest request, Caller caller) {
        if (!caller.person().equals(request.dossier().requester())) {
            return Refusal.of(
                    Rule.NOT_ALLOWED, "Only {" + request.dossier().requester() + "} can resume this request.");
        }
        if (request instanceof Held held) {
            return held.decision().mend() == Mend.RESUME
                    ? null
                    : Refusal.of(
                            Rule.WRONG_STATE,
                            "A fresh sign-in doesn't mend this hold: submit a new request that `replaces` it.");
        }
        return request.dossier().asks().cause() == AskCause.RESUMED
                ? null
                : Refusal.of(Rule.WRONG_STATE, "Only a held request can be resumed.");
    }
}
