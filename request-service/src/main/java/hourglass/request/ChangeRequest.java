package hourglass.request;

import hourglass.request.Outcome.Done;
import hourglass.request.Outcome.Refused;
import hourglass.request.Refusal.Rule;
import hourglass.request.Requests.Locked;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The one door through which a stored request changes: lock, decide, store with the events.
final class ChangeRequest {
    private final Requests requests;

    ChangeRequest(Requests requests) {
        this.requests = requests;
    }

    /// Changes one request, whoever else may be changing it: they are waited for.
    ///
    /// @param causation event that made it change; null for a person's command
    /// @param ifRevision what the view must be at; null: any
    Outcome change(RequestId id, Command command, Actor actor, @Nullable UUID causation, @Nullable Long ifRevision) {
        return requests.inOneTransaction(() -> {
            Locked locked = requests.lock(id);
            if (locked == null) {
                return refused(id, Refusal.of(Rule.NOT_FOUND, Visibility.notFound(id)));
            }
            Result result = RequestDecider.decide(locked.request(), command, locked.around());
            if (result instanceof Result.Moved && ifRevision != null && ifRevision != locked.revision()) {
                return refused(
                        id,
                        Refusal.of(
                                Rule.CHANGED_MEANWHILE,
                                "The request is at revision " + locked.revision() + ": read it again."));
            }
            return store(locked, result, actor, causation);
        });
    }

    /// For sweeps: leaves a request alone that somebody else is changing. Returns whether it changed.
    ///
    /// @param causation event that made it due; null when it isn't known
    boolean changeIfFree(RequestId id, Command command, @Nullable UUID causation) {
        return requests.inOneTransaction(() -> {
            Locked locked = requests.lockIfFree(id);
            if (locked == null) {
                return false;
            }
            Result result = RequestDecider.decide(locked.request(), command, locked.around());
            return store(locked, result, Actor.SELF, causation) instanceof Done done && done.changed();
        });
    }

    private Outcome store(Locked locked, Result result, Actor actor, @Nullable UUID causation) {
        RequestId id = locked.request().id();
        return switch (result) {
            case Result.Moved(var step) -> new Done(id, requests.save(locked, step, actor, causation), true);
            case Result.Unchanged _ -> new Done(id, locked.revision(), false);
            case Result.Refused(var refusal) -> refused(id, refusal);
        };
    }

    private static Outcome refused(RequestId id, Refusal refusal) {
        return new Refused(id, List.of(refusal));
    }
}
