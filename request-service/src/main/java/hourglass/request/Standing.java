package hourglass.request;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What this service knows about a requester, as policy gets to see it.
///
/// @param holds live grants of the person
/// @param heldSince start of the unbroken stretch on the resource and role asked for; null when not held now
/// @param overdueReviews break-glass reviews the person's requests are owed past their time
/// @param locked whether security has locked the person
public record Standing(List<Hold> holds, @Nullable Instant heldSince, int overdueReviews, boolean locked) {
    public Standing {
        holds = List.copyOf(holds);
    }

    /// A live grant.
    public record Hold(RequestId request, Access access, Instant expiresAt) {}

    /// A stretch of holding one role on one resource.
    ///
    /// @param to not included; null while it lasts
    public record Stretch(Instant from, @Nullable Instant to) {
        private Instant end() {
            return to == null ? Instant.MAX : to;
        }
    }

    /// Start of the unbroken stretch that is going on at `now`: stretches that overlap or touch are one.
    ///
    /// @param stretches in any order
    public static @Nullable Instant heldSince(List<Stretch> stretches, Instant now) {
        Instant start = null;
        Instant end = Instant.MIN;
        List<Stretch> begun = stretches.stream()
                .filter(stretch -> !stretch.from().isAfter(now))
                .sorted(Comparator.comparing(Stretch::from))
                .toList();
        for (Stretch stretch : begun) {
            if (start == null || stretch.from().isAfter(end)) {
                start = stretch.from();
                end = stretch.end();
            } else if (stretch.end().isAfter(end)) {
                end = stretch.end();
            }
        }
        return end.isAfter(now) ? start : null;
    }
}
