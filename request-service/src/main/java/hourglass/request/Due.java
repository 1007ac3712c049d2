package hourglass.request;

import hourglass.request.AccessRequest.Active;
import hourglass.request.AccessRequest.Ending;
import hourglass.request.AccessRequest.Open;
import hourglass.request.AccessRequest.Ordered;
import hourglass.request.AccessRequest.Over;
import java.time.Instant;

/// When a request is asked again without anybody acting. The sweeps look for candidates; this has the last word.
final class Due {
    private Due() {}

    static boolean isDue(AccessRequest request, AskCause cause, Instant now, long newestSerial) {
        Asks asks = request.dossier().asks();
        boolean newerPolicy = asks.underSerial() < newestSerial;
        return switch (cause) {
            case TIMER -> timer(asks, now) && mayTimeTell(request);
            case POLICY -> newerPolicy && policyTells(request, now);
            case PERSON, RESOURCE -> newerPolicy;
            case RETRY -> asks.unanswered() && !asks.retryAt().isAfter(now);
            case SUBMITTED, RESUMED, VOTE -> false;
        };
    }

    private static boolean timer(Asks asks, Instant now) {
        return asks.askAgainAt() != null && !asks.askAgainAt().isAfter(now) && !asks.unanswered();
    }

    private static boolean mayTimeTell(AccessRequest request) {
        return switch (request) {
            case Open _, Ordered _ -> true;
            case Active active -> active.decision().watch();
            case Ending _, Over _ -> false;
        };
    }

    /// An open request at most once a minute, an ordered one at once, an active one only if its decision says `watch`.
    private static boolean policyTells(AccessRequest request, Instant now) {
        Instant last = request.dossier().asks().policyAskedAt();
        return switch (request) {
            case Open _ ->
                last == null || !last.plus(RequestDecider.POLICY_PAUSE).isAfter(now);
            case Ordered _ -> true;
            case Active active -> active.decision().watch();
            case Ending _, Over _ -> false;
        };
    }
}
