package hourglass.grant;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A target read back after it was changed.
///
/// @param ours entitlements that the account has through Hourglass, wanted or not
/// @param refused wanted entitlements that this target will never give, each with one sentence that says why
/// @param met obligations that hold for every session that the account has now or will have
/// @param others access that Hourglass did not give; it is reported and left alone
/// @param sessionsEnded live sessions of the account that were ended because something was removed
/// @param unsettled one sentence when something that had to go could not be removed or ended; absent when all is done
public record Reading(
        Set<String> ours,
        Map<String, String> refused,
        Set<String> met,
        List<Other> others,
        int sessionsEnded,
        @Nullable String unsettled) {
    public Reading {
        ours = Set.copyOf(ours);
        refused = Map.copyOf(refused);
        met = Set.copyOf(met);
        others = List.copyOf(others);
    }

    /// Access from elsewhere.
    ///
    /// @param entitlement the one that it amounts to; absent when it is access of another kind
    /// @param text for people
    public record Other(@Nullable String entitlement, String text) {}
}
