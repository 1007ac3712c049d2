/// From a commit to the set that decides: built, numbered on the topic, read back, and only then used.
@NullMarked
package hourglass.policy.loading;

import org.jspecify.annotations.NullMarked;
