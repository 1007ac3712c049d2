package hourglass.request;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Which requests have changed, for those who wait. A signal only: whoever hears of a change reads the request.
public interface Changes {
    /// Where these requests stand now; ids that are not there are left out.
    List<Change> of(Collection<RequestId> ids);

    /// Requests whose newest change was made after `since`, oldest change first.
    List<Change> after(Instant since, int limit);

    /// Has `listener` told of each request that this instance moves to another state, as soon as that is
    /// committed. Moves of other instances, and what leaves the state as it is, are found by asking only.
    void onOwnMove(Listener listener);

    /// Told on the thread that made the change: it may neither wait nor fail.
    @FunctionalInterface
    interface Listener {
        void moved(RequestId id, long revision);
    }

    /// The database clock.
    Instant now();

    /// One request's newest change.
    ///
    /// @param revision of the view
    record Change(RequestId id, RequestState state, long revision, Instant at) {}
}
