package hourglass.policy;

import java.util.List;
import java.util.Map;

/// A decision that has no effect, with what would make it better.
///
/// @param wouldPass nearest first; empty when nothing that the requester can change helps, or nothing needs to
public record Explanation(Decision decision, List<WouldPass> wouldPass) {

    public Explanation {
        wouldPass = List.copyOf(wouldPass);
    }

    /// One change, and the outcome it would bring.
    ///
    /// @param change fields of a submission, such as `duration` to `PT30M`; `session` to `fresh`: sign in again
    public record WouldPass(Map<String, String> change, Decision.Outcome outcome) {

        public WouldPass {
            change = Map.copyOf(change);
        }
    }
}
