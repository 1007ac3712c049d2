/// What must hold of everything that was ever told, as functions of the records alone: the numbers are those of the
/// design's list of invariants.
@NullMarked
package hourglass.e2e.invariants;

import org.jspecify.annotations.NullMarked;
