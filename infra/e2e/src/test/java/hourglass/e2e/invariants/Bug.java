package hourglass.e2e.invariants;

import static hourglass.e2e.invariants.ALife.micros;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// One change that makes a lawful history unlawful.
///
/// @param invariant that has to see it
/// @param says part of the sentence that names it
record Bug(String what, String invariant, String says, UnaryOperator<ALife> make) {
    /// Puts a moment, as records have them.
    static ObjectNode set(ObjectNode node, String field, long second) {
        return node.put(field, micros(second));
    }

    @Override
    public String toString() {
        return what;
    }
}
