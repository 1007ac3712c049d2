/// Conditions: CEL expressions over typed facts, compiled when a commit is loaded, bounded in what they may cost.
@NullMarked
package hourglass.policy.engine.conditions;

import org.jspecify.annotations.NullMarked;
