package hourglass.policy.engine.documents;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document that takes: it says no, asks for more, or makes access shorter.
///
/// @param when governs the whole document
/// @param approvers must hold for everybody who approves anything it speaks about
/// @param max longest access; null: no bound
/// @param until calendar whose closing ends access; null: none
/// @param breakGlassExempt silent for break-glass asks
public record Guardrail(
        Head head,
        Target target,
        List<ConditionText> when,
        List<ConditionText> deny,
        List<StageText> add,
        List<ConditionText> require,
        List<ConditionText> approvers,
        @Nullable Duration max,
        @Nullable String until,
        List<String> obligations,
        boolean breakGlassExempt) {}
