package hourglass.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Access that somebody had, or may have had, at the moment asked for.
///
/// @param certainty whether it was there or may have been there
/// @param possibleFrom from when it may have been there
/// @param from when the target was read back complete; absent when it never was
/// @param to when the removal was verified; absent while it is not
/// @param endedBy `expiry`, `person`, `operator`, `policy` or `failure`; absent while it has not ended
/// @param approvedBy people whose votes counted
/// @param entries of the log that say so
public record AccessHeld(
        String person,
        String role,
        String request,
        Certainty certainty,
        Instant possibleFrom,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String endedBy,
        String policyCommit,
        boolean breakGlass,
        List<String> approvedBy,
        List<Long> entries) {
    /// How sure it is.
    public enum Certainty {
        HAD,
        MAY_HAVE_HAD
    }

    public AccessHeld {
        approvedBy = List.copyOf(approvedBy);
        entries = List.copyOf(entries);
    }
}
