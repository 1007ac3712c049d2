package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Place;
import java.util.List;

/// A calendar as written.
///
/// @param days such as `Mon-Fri`
/// @param hours such as `09:00-18:00`; a closing at or before its opening is on the next day
/// @param holidays dates that have no hours
/// @param spans such as `2026-12-18T00:00/2027-01-04T00:00`, local time
public record CalendarText(
        String id,
        String zone,
        List<String> days,
        List<String> hours,
        List<String> holidays,
        List<String> spans,
        Place at) {}
