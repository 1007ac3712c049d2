package hourglass.audit.consumes;

import java.time.Instant;

/// Keeps instants within what the database can hold; the exact one stands in the log.
final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private Times() {}

    static Instant within(Instant at) {
        if (at.isBefore(FIRST)) {
            return FIRST;
        }
        return at.isAfter(LAST) ? LAST : at;
    }
}
