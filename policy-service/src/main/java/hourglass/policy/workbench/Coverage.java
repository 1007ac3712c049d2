package hourglass.policy.workbench;

import hourglass.policy.Decision;
import hourglass.policy.Decision.Truth;
import hourglass.policy.engine.Inventory;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What suites have seen of a policy set: each condition true and false, each route taken, each stage open.
public final class Coverage {
    private final Inventory inventory;
    private final Map<String, Set<Truth>> truths = new TreeMap<>();
    private final Set<String> routes = new TreeSet<>();
    private final Set<String> stages = new TreeSet<>();

    Coverage(Inventory inventory) {
        this.inventory = inventory;
    }

    void saw(Decision decision) {
        decision.conditions().forEach(condition -> saw(condition.name(), condition.result()));
        if (decision.way() != null) {
            routes.add(decision.way());
        }
        decision.stages().forEach(stage -> stages.add(stage.stage()));
    }

    void saw(String condition, Truth truth) {
        truths.computeIfAbsent(condition, name -> EnumSet.noneOf(Truth.class)).add(truth);
    }

    /// Conditions that no case has seen as `truth`.
    public SortedSet<String> never(Truth truth) {
        SortedSet<String> never = new TreeSet<>();
        for (String condition : inventory.conditions()) {
            if (!truths.getOrDefault(condition, Set.of()).contains(truth)) {
                never.add(condition);
            }
        }
        return never;
    }

    /// Routes that no case has taken.
    public SortedSet<String> routesNotTaken() {
        SortedSet<String> left = new TreeSet<>(inventory.routes());
        left.removeAll(routes);
        return left;
    }

    /// Stages that no case has seen open.
    public SortedSet<String> stagesNotOpened() {
        SortedSet<String> left = new TreeSet<>(inventory.stages());
        left.removeAll(stages);
        return left;
    }

    /// One line: `conditions true 100 %, false 97 %, unknown 40 % · routes 5/5 · stages 4/4`.
    public String summary() {
        int conditions = inventory.conditions().size();
        return "conditions true " + percent(Truth.TRUE, conditions) + ", false " + percent(Truth.FALSE, conditions)
                + ", unknown " + percent(Truth.UNKNOWN, conditions) + " · routes "
                + (inventory.routes().size() - routesNotTaken().size()) + "/"
                + inventory.routes().size()
                + " · stages " + (inventory.stages().size() - stagesNotOpened().size()) + "/"
                + inventory.stages().size();
    }

    private String percent(Truth truth, int conditions) {
        return (conditions == 0 ? 100 : 100 * (conditions - never(truth).size()) / conditions) + " %";
    }
}
