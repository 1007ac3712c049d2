package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Place;
import org.jspecify.annotations.Nullable;

/// A named condition as written.
///
/// @param name within its document
/// @param expression CEL
/// @param message with `{path}` where a fact's value goes; null when it has none
/// @param at where its name stands
/// @param expressionAt where its expression begins
public record ConditionText(
        String name, String expression, @Nullable String message, Place at, Place expressionAt) {}
