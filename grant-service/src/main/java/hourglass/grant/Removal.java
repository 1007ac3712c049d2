package hourglass.grant;

import java.util.List;

/// What was seen when the target was read back clean.
///
/// @param sessionsEnded live sessions of the account that were ended
/// @param keptFor requests that still need some of the entitlements
/// @param remaining standing or foreign access that was seen and left alone
public record Removal(int sessionsEnded, List<RequestId> keptFor, List<String> remaining) {
    public Removal {
        keptFor = List.copyOf(keptFor);
        remaining = List.copyOf(remaining);
    }
}
