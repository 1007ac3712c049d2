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
/// @param undone what could not be given, taken away or switched this time, a sentence each: it is tried again, and
///     what was read back counts all the same
/// @param unsettled one sentence when sessions that had to end did not: they may still have any of what was removed.
///     Absent when all have
public record Reading(
        Set<String> ours,
        Map<String, String> refused,
        Set<String> met,
        List<Other> others,
        int sessionsEnded,
        List<String> undone,
        @Nullable String unsettled) {
    public Reading {
        ours = Set.copyOf(ours);
        refused = Map.copyOf(refused);
        met = Set.copyOf(met);
        others = List.copyOf(others);
        undone = List.copyOf(undone);
    }

    /// Access from elsewhere.
    ///
    /// @param entitlement the one that it amounts to; absent when it is access of another kind
    /// @param text for people
    public record Other(@Nullable String entitlement, String text) {}
}
