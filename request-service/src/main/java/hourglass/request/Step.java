package hourglass.request;

import java.util.List;

/// A move: where the request is afterwards, and what happened on the way. Both are stored together or not at all.
public record Step(AccessRequest next, List<Event> events) {
    public Step {
        events = List.copyOf(events);
    }

    static Step to(AccessRequest next, Event... events) {
        return new Step(next, List.of(events));
    }
}
