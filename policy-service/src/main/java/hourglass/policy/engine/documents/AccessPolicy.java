package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Place;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document that gives: it lets people in whom it speaks about.
///
/// @param when about the world; false: not eligible
/// @param require what the requester can mend; not true: held
/// @param min shortest access
/// @param max longest access; null: no bound of its own
/// @param byDefault what a form proposes; null: nothing. No decision looks at it
/// @param routes in the author's order
/// @param watch whether live access ends when `when` turns false
/// @param reviewBy when its owner means to look at it again; lint only
public record AccessPolicy(
        Head head,
        Target target,
        List<ConditionText> when,
        List<ConditionText> require,
        Duration min,
        @Nullable Duration max,
        @Nullable Duration byDefault,
        Place durationAt,
        List<RouteText> routes,
        List<String> obligations,
        List<String> notifies,
        boolean watch,
        @Nullable LocalDate reviewBy) {}
