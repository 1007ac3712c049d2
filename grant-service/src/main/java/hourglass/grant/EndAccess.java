package hourglass.grant;

import java.time.InstantSource;
import java.util.Optional;

/// Ends a grant early because request-service says so.
public final class EndAccess {
    private final Grants grants;
    private final InstantSource clock;

    public EndAccess(Grants grants, InstantSource clock) {
        this.grants = grants;
        this.clock = clock;
    }

    /// Acts on an EndRequested once. One that comes before its order leaves a failed grant behind, so that an order
    /// replayed later starts nothing.
    ///
    /// @return what became of the grant, empty for a repeat and for one that was already ending
    public Optional<Grant> requested(RequestId request, Reason reason, String comment, Cause cause) {
        return grants.change(request, cause, held -> {
            if (held == null) {
                Move<Grant.Failed> never =
                        Grant.fail(request, null, reason, "Its end was asked for before it was ordered.");
                return Change.of(Optional.of(never.to()), never);
            }
            if (cause.sequence() <= held.requestsSequence() || !(held.grant() instanceof Grant.Live live)) {
                return Change.none(Optional.empty());
            }
            Move<Grant.Revoking> ending = live.end(reason, comment, clock.instant());
            return Change.of(Optional.of(ending.to()), ending);
        });
    }
}
