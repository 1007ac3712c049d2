package hourglass.audit.api;

import hourglass.audit.Reading;
import hourglass.audit.Readings;
import hourglass.web.SignedIn;
import java.util.List;
import java.util.Map;

/// Keeps who read what, before the answer leaves.
public final class Readers {
    private final Readings readings;

    public Readers(Readings readings) {
        this.readings = readings;
    }

    void keep(SignedIn reader, String what, Map<String, String> parameters, long covers) {
        readings.keep(
                new Reading(reader.idp(), reader.subject(), List.copyOf(reader.roles()), what, parameters, covers));
    }
}
