package hourglass.policy.engine;

import hourglass.policy.Decision;
import hourglass.policy.Decision.Part;
import hourglass.policy.Decision.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Evaluates conditions for one decision, and keeps what each said and what it read.
final class Judge {
    private static final Comparator<Decision.Condition> ORDER =
            Comparator.comparing(Decision.Condition::name).thenComparing(Decision.Condition::part);

    private final List<Decision.Condition> conditions = new ArrayList<>();
    private final SortedMap<String, @Nullable Object> inputs = new TreeMap<>();
    private final SortedMap<String, @Nullable Object> ballots = new TreeMap<>();
    private final List<String> calendars = new ArrayList<>();

    /// Every condition judged, by name.
    List<Decision.Condition> conditions() {
        conditions.sort(ORDER);
        return conditions;
    }

    /// Every fact read, by path; what votes said is under `votes`.
    SortedMap<String, @Nullable Object> inputs() {
        if (!ballots.isEmpty()) {
            inputs.put("votes", ballots);
        }
        return inputs;
    }

    /// Calendars in which a condition looked `now` up.
    List<String> calendars() {
        return calendars;
    }

    /// Takes over what another judge has kept.
    void join(Judge other) {
        conditions.addAll(other.conditions);
        inputs.putAll(other.inputs);
        ballots.putAll(other.ballots);
        calendars.addAll(other.calendars);
    }

    /// Keeps a condition that is built in.
    void keep(Decision.Condition builtIn) {
        conditions.add(builtIn);
        inputs.putAll(builtIn.values());
    }

    Truth judge(LinkedCondition condition, Map<String, ?> variables) {
        return judge(condition, variables, inputs);
    }

    /// The same for a condition on a vote, whose inputs are kept under the vote's id.
    Truth judgeVote(LinkedCondition condition, Map<String, ?> variables, String voteId) {
        SortedMap<String, @Nullable Object> read = new TreeMap<>();
        Truth truth = judge(condition, variables, read);
        if (ballots.get(voteId) instanceof SortedMap<?, ?> before) {
            before.forEach((path, value) -> read.put((String) path, value));
        }
        ballots.put(voteId, read);
        return truth;
    }

    private Truth judge(LinkedCondition condition, Map<String, ?> variables, SortedMap<String, @Nullable Object> into) {
        Truth truth = condition.expression().evaluate(variables);
        SortedMap<String, @Nullable Object> values = new TreeMap<>();
        for (LinkedCondition.Read read : condition.reads()) {
            into.put(read.path(), AskFacts.value(variables, read));
            values.put(read.path(), shown(read, variables));
        }
        calendars.addAll(condition.expression().calendars());
        conditions.add(new Decision.Condition(
                condition.name(),
                condition.part(),
                truth,
                values,
                message(condition, truth, variables),
                condition.at()));
        return truth;
    }

    private static @Nullable String message(LinkedCondition condition, Truth truth, Map<String, ?> variables) {
        Truth good = condition.part() == Part.DENY ? Truth.FALSE : Truth.TRUE;
        if (condition.message() == null || truth == good) {
            return null;
        }
        Map<String, @Nullable Object> told = new HashMap<>();
        condition.told().forEach(read -> told.put(read.path(), shown(read, variables)));
        return condition.message().fill(told::get);
    }

    /// A fact's value as a reason may say it.
    private static @Nullable Object shown(LinkedCondition.Read read, Map<String, ?> variables) {
        Object value = AskFacts.value(variables, read);
        return value != null && read.sensitive() ? "hidden" : value;
    }
}
