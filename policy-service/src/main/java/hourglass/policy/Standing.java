package hourglass.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What request-service knows about the requester.
///
/// @param heldSince start of the unbroken stretch on the asked-for resource and role; null when not held now
/// @param overdueReviews break-glass reviews past their time; above zero denies the next break-glass
/// @param locked an operator has locked the person; nothing is given to them
public record Standing(List<Hold> holds, @Nullable Instant heldSince, int overdueReviews, boolean locked) {

    public Standing {
        holds = List.copyOf(holds);
    }
}
