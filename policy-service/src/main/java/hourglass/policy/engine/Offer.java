package hourglass.policy.engine;

import hourglass.policy.engine.Tightening.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One policy's offer, tightened by the guardrails (rules 7, 8 and 13).
///
/// @param stages by id
/// @param require the policy's own and the guardrails', judged
/// @param max null: no bound
record Offer(
        LinkedPolicy policy,
        LinkedRoute route,
        Map<String, Wanted> stages,
        List<Weighed> require,
        Duration min,
        @Nullable Bound max,
        Set<String> obligations,
        List<String> notifies) {

    static Offer of(
            LinkedPolicy policy,
            LinkedRoute taken,
            List<LinkedRoute> aside,
            Tightening tightening,
            List<Weighed> require) {
        Map<String, Wanted> stages = new TreeMap<>(tightening.stages());
        Bound max = bound(policy.text().max(), policy, null);
        List<LinkedRoute> routes = new ArrayList<>(aside);
        routes.add(taken);
        for (LinkedRoute route : routes) {
            max = bound(route.max(), policy, max);
            for (LinkedStage stage : route.stages()) {
                stages.merge(
                        stage.id(), new Wanted(stage, stage.text().need()), (rail, own) -> Wanted.union(own, rail));
            }
        }
        Set<String> obligations = new TreeSet<>(tightening.obligations());
        obligations.addAll(policy.text().obligations());
        List<String> notifies = new ArrayList<>(policy.text().notifies());
        if (taken.breakGlass() != null) {
            notifies.addAll(taken.breakGlass().notifies());
        }
        return new Offer(
                policy,
                taken,
                stages,
                require,
                policy.text().min(),
                Bound.least(max, tightening.max()),
                obligations,
                notifies.stream().distinct().toList());
    }

    private static @Nullable Bound bound(@Nullable Duration max, LinkedPolicy policy, @Nullable Bound before) {
        return max == null ? before : Bound.least(before, new Bound(max, policy.id()));
    }

    /// The document whose bound `asked` breaks, as `document/duration`; null when it lies within.
    @Nullable
    String brokenBound(Duration asked) {
        if (asked.compareTo(min) < 0) {
            return policy.id() + "/duration";
        }
        return max != null && asked.compareTo(max.max()) > 0 ? max.document() + "/duration" : null;
    }
}
