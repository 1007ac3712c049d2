package hourglass.policy.engine;

import hourglass.policy.Decision.Truth;
import hourglass.policy.engine.conditions.Calendar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the speaking guardrails do to every offer (rules 3, 6 and 8).
final class Tightening {
    private final List<LinkedGuardrail> speaking = new ArrayList<>();
    private final Set<String> denies = new TreeSet<>();
    private final Set<String> unknownDenies = new TreeSet<>();
    private final Map<String, Wanted> stages = new TreeMap<>();
    private final List<LinkedCondition> approvers = new ArrayList<>();
    private final Set<String> obligations = new TreeSet<>();
    private final Map<String, Calendar> untils = new TreeMap<>();
    private @Nullable Bound max;

    /// A longest access, and the document that sets it.
    record Bound(Duration max, String document) {

        static @Nullable Bound least(@Nullable Bound one, @Nullable Bound other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return other.max.compareTo(one.max) < 0 ? other : one;
        }
    }

    static Tightening of(Pair pair, boolean breaksGlass, Map<String, ?> variables, Judge judge) {
        Tightening tightening = new Tightening();
        for (LinkedGuardrail guardrail : pair.guardrails()) {
            if (breaksGlass && guardrail.text().breakGlassExempt()) {
                continue;
            }
            Truth when = Weighed.all(guardrail.when(), variables, judge).truth();
            if (when != Truth.FALSE) {
                tightening.speak(guardrail, when, variables, judge);
            }
        }
        return tightening;
    }

    private void speak(LinkedGuardrail guardrail, Truth when, Map<String, ?> variables, Judge judge) {
        speaking.add(guardrail);
        for (LinkedCondition deny : guardrail.deny()) {
            Truth truth = Kleene.and(when, judge.judge(deny, variables));
            if (truth == Truth.TRUE) {
                denies.add(deny.name());
            } else if (truth == Truth.UNKNOWN) {
                unknownDenies.add(deny.name());
            }
        }
        guardrail
                .add()
                .forEach(stage ->
                        stages.merge(stage.id(), new Wanted(stage, stage.text().need()), Wanted::union));
        approvers.addAll(guardrail.approvers());
        obligations.addAll(guardrail.text().obligations());
        Duration longest = guardrail.text().max();
        if (longest != null) {
            max = Bound.least(max, new Bound(longest, guardrail.id()));
        }
        if (guardrail.until() != null) {
            untils.put(guardrail.id(), guardrail.until());
        }
    }

    /// A guardrail that is built in says no.
    void deny(String name) {
        denies.add(name);
    }

    /// A guardrail that is built in can't tell.
    void denyUnknown(String name) {
        unknownDenies.add(name);
    }

    Set<String> denies() {
        return denies;
    }

    Set<String> unknownDenies() {
        return unknownDenies;
    }

    Map<String, Wanted> stages() {
        return stages;
    }

    List<LinkedCondition> approvers() {
        return approvers;
    }

    Set<String> obligations() {
        return obligations;
    }

    /// Calendars that end access, by the guardrail that says so.
    Map<String, Calendar> untils() {
        return untils;
    }

    @Nullable
    Bound max() {
        return max;
    }

    /// What the guardrails require on every way in.
    Weighed require(Map<String, ?> variables, Judge judge) {
        List<LinkedCondition> all = new ArrayList<>();
        speaking.forEach(guardrail -> all.addAll(guardrail.require()));
        return Weighed.all(all, variables, judge);
    }
}
