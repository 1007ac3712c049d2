package hourglass.request.store;

import hourglass.request.Event;
import hourglass.request.Requests.Locked;
import java.time.Instant;
import java.util.List;

/// A row's two counters, and the moment of the change.
record Place(long revision, long sequence, Instant now) {
    static Place of(Locked before) {
        return new Place(before.revision(), before.sequence(), before.around().now());
    }

    Place after(List<Event> events) {
        long told = events.stream().filter(Event.Told.class::isInstance).count();
        return new Place(revision + events.size(), sequence + told, now);
    }
}
