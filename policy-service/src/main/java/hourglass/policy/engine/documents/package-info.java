/// The documents of a policy repository as their authors wrote them, each part with its place.
@NullMarked
package hourglass.policy.engine.documents;

import org.jspecify.annotations.NullMarked;
