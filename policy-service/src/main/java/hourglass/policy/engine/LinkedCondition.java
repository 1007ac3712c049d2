package hourglass.policy.engine;

import hourglass.policy.Decision.Part;
import hourglass.policy.engine.conditions.Expression;
import hourglass.policy.engine.conditions.Message;
import hourglass.policy.engine.documents.ConditionText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A named condition, ready to be evaluated.
///
/// @param name `document/condition`
/// @param reads what it reads, in the order of their paths
/// @param message null when it has none
/// @param told what the message names, read or not
/// @param at `path:line`
record LinkedCondition(
        String name,
        Part part,
        Expression expression,
        List<Read> reads,
        @Nullable Message message,
        List<Read> told,
        ConditionText text,
        String at) {

    /// A fact that it reads.
    ///
    /// @param field null for a plain variable such as `now`
    record Read(String path, String variable, @Nullable String field, boolean sensitive) {

        static Read of(String path, boolean sensitive) {
            int dot = path.indexOf('.');
            return dot < 0
                    ? new Read(path, path, null, sensitive)
                    : new Read(path, path.substring(0, dot), path.substring(dot + 1), sensitive);
        }
    }
}
