package hourglass.policy.engine.conditions;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import hourglass.policy.Decision.Truth;
import java.util.List;
import java.util.Map;

/// A compiled CEL expression with what it reads.
///
/// @param reads paths of the facts that it names, sorted
/// @param calendars names of the calendars that it looks `now` up in, sorted
/// @param top its outermost operator: `&&`, `||`, or empty for anything else
/// @param unanchored regular expressions in it that match anywhere in a text
public record Expression(
        CelRuntime.Program program, List<String> reads, List<String> calendars, String top, List<String> unanchored) {

    /// Its truth over `variables`; whatever goes wrong in it is unknown (rule 4).
    public Truth evaluate(Map<String, ?> variables) {
        try {
            Object result = program.eval(variables);
            return result instanceof Boolean truth ? (truth ? Truth.TRUE : Truth.FALSE) : Truth.UNKNOWN;
        } catch (CelEvaluationException e) {
            return Truth.UNKNOWN; // an absent fact, a division by zero, a bound hit: no knowledge
        }
    }
}
