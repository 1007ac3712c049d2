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

    /// The database clock.
    Instant now();

    /// One request's newest change.
    ///
    /// @param revision of the view
    record Change(RequestId id, RequestState state, long revision, Instant at) {}
}
