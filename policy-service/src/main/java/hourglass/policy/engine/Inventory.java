package hourglass.policy.engine;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Names of everything that suites should have seen at work.
///
/// @param conditions `document/condition`
/// @param routes `policy/route`
/// @param stages `document/stage`
public record Inventory(SortedSet<String> conditions, SortedSet<String> routes, SortedSet<String> stages) {

    static Inventory of(Model model) {
        Inventory all = new Inventory(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (LinkedPolicy policy : model.policies()) {
            all.add(policy.when(), policy.require());
            policy.ordinary().forEach(all::add);
            policy.breakGlass().forEach(all::add);
        }
        for (LinkedGuardrail guardrail : model.guardrails()) {
            all.add(guardrail.when(), guardrail.deny(), guardrail.require(), guardrail.approvers());
            guardrail.add().forEach(all::add);
        }
        return all;
    }

    private void add(LinkedRoute route) {
        routes.add(route.name());
        add(route.when());
        route.stages().forEach(this::add);
    }

    private void add(LinkedStage stage) {
        stages.add(stage.name());
        add(stage.where());
    }

    @SafeVarargs
    private void add(List<LinkedCondition>... lists) {
        for (List<LinkedCondition> list : lists) {
            list.forEach(condition -> conditions.add(condition.name()));
        }
    }
}
