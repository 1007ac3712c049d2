package hourglass.policy.engine;

import hourglass.policy.engine.conditions.Calendar;
import hourglass.policy.engine.conditions.FactTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A commit, linked: all that deciding needs.
///
/// @param policies all, also those that match nothing
/// @param guardrails all, also those that match nothing
/// @param pairs by [Pair#key]
/// @param hold how long a held request waits before it lapses
record Model(
        FactTypes types,
        Map<String, Calendar> calendars,
        Directory directory,
        List<LinkedPolicy> policies,
        List<LinkedGuardrail> guardrails,
        Map<String, Pair> pairs,
        Duration hold) {

    @Nullable
    Pair pair(String resource, String role) {
        return pairs.get(Pair.key(resource, role));
    }
}
