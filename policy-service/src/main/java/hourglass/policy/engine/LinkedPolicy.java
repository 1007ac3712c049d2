package hourglass.policy.engine;

import hourglass.policy.engine.documents.AccessPolicy;
import java.util.List;

/// A document that gives, ready to be judged.
///
/// @param ordinary its routes of the ordinary kind, in order
/// @param breakGlass its routes of the other kind, in order
record LinkedPolicy(
        AccessPolicy text,
        List<LinkedCondition> when,
        List<LinkedCondition> require,
        List<LinkedRoute> ordinary,
        List<LinkedRoute> breakGlass) {

    String id() {
        return text.head().id();
    }

    /// Its routes of the asked kind.
    List<LinkedRoute> routes(boolean breaksGlass) {
        return breaksGlass ? breakGlass : ordinary;
    }
}
