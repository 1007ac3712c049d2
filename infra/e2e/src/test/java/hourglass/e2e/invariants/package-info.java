/// What must hold of everything that was ever told, as functions of the records alone. Each class says what it holds;
/// the numbers only name that where something is broken.
@NullMarked
package hourglass.e2e.invariants;

import org.jspecify.annotations.NullMarked;
