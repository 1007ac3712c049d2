package hourglass.policy.engine;

import hourglass.policy.Decision.Truth;

/// Three-valued logic as CEL's own `&&` and `||` have it (rule 4).
final class Kleene {

    private Kleene() {}

    static Truth and(Truth one, Truth other) {
        if (one == Truth.FALSE || other == Truth.FALSE) {
            return Truth.FALSE;
        }
        return one == Truth.TRUE && other == Truth.TRUE ? Truth.TRUE : Truth.UNKNOWN;
    }
}
