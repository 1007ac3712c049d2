/// From an ask to its answer: by which set, when not yet, and within which bounds.
@NullMarked
package hourglass.policy.deciding;

import org.jspecify.annotations.NullMarked;
