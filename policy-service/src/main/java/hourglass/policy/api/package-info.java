/// HTTP in: explanations of decisions, and what is known about policy sets.
@NullMarked
package hourglass.policy.api;

import org.jspecify.annotations.NullMarked;
