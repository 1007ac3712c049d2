package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Place;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A way in as written; automatic when it has neither stages nor a broken glass.
///
/// @param when the conditions of its `if`; empty: always
/// @param max longest access by this route; null: the policy's
/// @param breakGlass null for an ordinary route
public record RouteText(
        String id,
        List<ConditionText> when,
        @Nullable Duration max,
        List<StageText> stages,
        @Nullable BreakGlass breakGlass,
        Place at) {

    /// What breaking the glass costs: who is told, and who reviews it afterwards.
    public record BreakGlass(List<String> notifies, List<String> from, int need, Duration within) {}
}
