package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What policy allowed, as its signed allowance says it. A grant keeps its terms to its end, whatever becomes of
/// the catalog.
///
/// @param request the request that this answers
/// @param digest hex SHA-256 of the request's content
/// @param decisionId the decision that said ALLOW
/// @param person who gets the access, by directory id
/// @param entitlements what the role is made of on the target; never empty
/// @param granted how long the access lasts from its activation
/// @param notAfter absolute end set by a calendar limit, absent without one
/// @param startBy neither intent nor activation may come at or after it
/// @param obligations what the target has to do while access lasts, such as `record-session`
public record Terms(
        RequestId request,
        String digest,
        UUID decisionId,
        String person,
        String resource,
        String role,
        Account account,
        NavigableSet<String> entitlements,
        Duration granted,
        @Nullable Instant notAfter,
        Instant startBy,
        PolicyVersion policy,
        boolean breakGlass,
        List<String> obligations) {
    public Terms {
        if (entitlements.isEmpty()) {
            throw new IllegalArgumentException("Request " + request + " binds no entitlement.");
        }
        if (!granted.isPositive()) {
            throw new IllegalArgumentException("Request " + request + " grants no time.");
        }
        entitlements = Collections.unmodifiableNavigableSet(new TreeSet<>(entitlements));
        obligations = List.copyOf(obligations);
    }

    /// Neither intent nor activation may come at or after this: `startBy`, or `notAfter` where that is earlier.
    public Instant startDeadline() {
        return notAfter != null && notAfter.isBefore(startBy) ? notAfter : startBy;
    }

    /// When access that becomes active at `activatedAt` ends by itself.
    public Instant expiresAt(Instant activatedAt) {
        Instant byDuration = activatedAt.plus(granted);
        return notAfter != null && notAfter.isBefore(byDuration) ? notAfter : byDuration;
    }
}
