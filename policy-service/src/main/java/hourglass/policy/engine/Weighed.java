package hourglass.policy.engine;

import hourglass.policy.Decision.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A conjunction of named conditions, judged: each of them, so that every reason is on record.
///
/// @param truth of all together
/// @param notTrue names of those that are false
/// @param unknown names of those that aren't known
record Weighed(Truth truth, List<String> notTrue, List<String> unknown) {

    private static final Weighed NOTHING = new Weighed(Truth.TRUE, List.of(), List.of());

    static Weighed all(List<LinkedCondition> conditions, Map<String, ?> variables, Judge judge) {
        if (conditions.isEmpty()) {
            return NOTHING;
        }
        Truth truth = Truth.TRUE;
        List<String> notTrue = new ArrayList<>(2);
        List<String> unknown = new ArrayList<>(2);
        for (LinkedCondition condition : conditions) {
            Truth one = judge.judge(condition, variables);
            truth = Kleene.and(truth, one);
            if (one == Truth.FALSE) {
                notTrue.add(condition.name());
            } else if (one == Truth.UNKNOWN) {
                unknown.add(condition.name());
            }
        }
        return new Weighed(truth, notTrue, unknown);
    }
}
