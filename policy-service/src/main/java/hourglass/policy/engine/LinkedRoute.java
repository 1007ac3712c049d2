package hourglass.policy.engine;

import hourglass.policy.engine.documents.RouteText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A way in, ready to be walked.
///
/// @param name `policy/route`
/// @param when the conditions of its `if`; empty: always
/// @param max null: the policy's
/// @param review who reviews a broken glass; empty for an ordinary route
/// @param breakGlass null for an ordinary route
record LinkedRoute(
        String name,
        List<LinkedCondition> when,
        @Nullable Duration max,
        List<LinkedStage> stages,
        List<Who> review,
        RouteText.@Nullable BreakGlass breakGlass) {}
