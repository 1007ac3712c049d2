package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Part;
import hourglass.policy.Decision.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The compiled conditions that one decision evaluates, and nothing around them: what a decision is measured against.
public final class BareConditions {
    private final List<LinkedCondition> conditions;
    private final Map<String, Object> variables;

    private BareConditions(List<LinkedCondition> conditions, Map<String, Object> variables) {
        this.conditions = conditions;
        this.variables = variables;
    }

    /// Those that `decision` evaluated about the request, over the facts of `ask`.
    static BareConditions of(Model model, Ask ask, Decision decision) {
        Pair pair = model.pair(ask.content().resource(), ask.content().role());
        if (pair == null) {
            return new BareConditions(List.of(), Map.of());
        }
        Map<String, LinkedCondition> known = new HashMap<>();
        for (LinkedPolicy policy : pair.policies()) {
            add(known, policy.when());
            add(known, policy.require());
            policy.ordinary().forEach(route -> add(known, route.when()));
            policy.breakGlass().forEach(route -> add(known, route.when()));
        }
        for (LinkedGuardrail guardrail : pair.guardrails()) {
            add(known, guardrail.when());
            add(known, guardrail.deny());
            add(known, guardrail.require());
        }
        List<LinkedCondition> evaluated = new ArrayList<>();
        for (Decision.Condition condition : decision.conditions()) {
            LinkedCondition linked = known.get(condition.name());
            if (linked != null && condition.part() != Part.WHERE && condition.part() != Part.APPROVERS) {
                evaluated.add(linked);
            }
        }
        Instant now = ask.askedAt();
        return new BareConditions(evaluated, new AskFacts(model, pair, ask, now, Overlay.NONE).variables());
    }

    private static void add(Map<String, LinkedCondition> known, List<LinkedCondition> conditions) {
        conditions.forEach(condition -> known.put(condition.name(), condition));
    }

    /// How many there are.
    public int size() {
        return conditions.size();
    }

    /// Evaluates each once.
    ///
    /// @return how many are true
    public int evaluate() {
        int hits = 0;
        for (LinkedCondition condition : conditions) {
            if (condition.expression().evaluate(variables) == Truth.TRUE) {
                hits++;
            }
        }
        return hits;
    }
}
