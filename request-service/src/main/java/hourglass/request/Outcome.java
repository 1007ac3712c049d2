package hourglass.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of an act.
public sealed interface Outcome {

    /// It is as the act wanted it.
    ///
    /// @param revision of the view afterwards
    /// @param changed false when it was a repeat and nothing had to be done
    record Done(RequestId id, long revision, boolean changed) implements Outcome {}

    /// Nothing happened.
    ///
    /// @param request that it was about; null when none was made
    /// @param refusals at least one, the first being the one to show when there is room for one
    record Refused(@Nullable RequestId request, List<Refusal> refusals) implements Outcome {
        public Refused {
            refusals = List.copyOf(refusals);
        }

        public Refusal first() {
            return refusals.getFirst();
        }
    }
}
