package hourglass.request;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What people do with a request that exists. Each act is safe to repeat: the repeat changes nothing and says the same.
///
/// `ifRevision` is the revision of the view that the person saw; null when they don't mind.
public final class ActOnRequest {
    private final ChangeRequest door;
    private final NewIds newIds;
    private final InstantSource clock;

    public ActOnRequest(Requests requests, NewIds newIds, InstantSource clock) {
        this.door = new ChangeRequest(requests);
        this.newIds = newIds;
        this.clock = clock;
    }

    /// Says yes in one stage.
    ///
    /// @param stage in full or its last part; null when only one stage asks the voter
    /// @param digest of the request that the voter saw, 64 hex digits
    public Outcome approve(
            Caller caller,
            RequestId id,
            @Nullable String stage,
            String digest,
            @Nullable String comment,
            @Nullable Long ifRevision) {
        return vote(caller, id, true, stage, digest, comment, ifRevision);
    }

    /// Says no in one stage, which ends the request.
    ///
    /// @param comment says why; refused without one
    public Outcome refuse(
            Caller caller,
            RequestId id,
            @Nullable String stage,
            String digest,
            @Nullable String comment,
            @Nullable Long ifRevision) {
        return vote(caller, id, false, stage, digest, comment, ifRevision);
    }

    /// Calls it off before the order; afterwards this is an early end.
    ///
    /// @param comment an operator's is refused without one
    public Outcome cancel(Caller caller, RequestId id, @Nullable String comment, @Nullable Long ifRevision) {
        return act(id, new Command.Cancel(caller, comment), caller, ifRevision);
    }

    /// Brings the fresh session that a hold wants.
    public Outcome resume(Caller caller, RequestId id, @Nullable Long ifRevision) {
        return act(id, new Command.Resume(caller), caller, ifRevision);
    }

    /// Takes the access away early.
    ///
    /// @param comment an operator's is refused without one
    public Outcome end(Caller caller, RequestId id, @Nullable String comment, @Nullable Long ifRevision) {
        return act(id, new Command.End(caller, comment), caller, ifRevision);
    }

    private Outcome vote(
            Caller caller,
            RequestId id,
            boolean yes,
            @Nullable String stage,
            String digest,
            @Nullable String comment,
            @Nullable Long ifRevision) {
        Command vote = new Command.CastVote(caller, newIds.at(clock.instant()), yes, stage, digest, comment);
        return act(id, vote, caller, ifRevision);
    }

    private Outcome act(RequestId id, Command command, Caller caller, @Nullable Long ifRevision) {
        return door.change(id, command, caller.actor(), null, ifRevision);
    }
}
