package hourglass.policy.engine;

import hourglass.policy.engine.conditions.Calendar;
import hourglass.policy.engine.documents.Guardrail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document that takes, ready to be judged.
///
/// @param until the calendar whose closing ends access; null: none
record LinkedGuardrail(
        Guardrail text,
        List<LinkedCondition> when,
        List<LinkedCondition> deny,
        List<LinkedStage> add,
        List<LinkedCondition> require,
        List<LinkedCondition> approvers,
        @Nullable Calendar until) {

    String id() {
        return text.head().id();
    }
}
