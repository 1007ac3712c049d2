package hourglass.request;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request put before policy, with everything policy may look at.
///
/// @param number 1, 2, 3 … per request
/// @param askedAt policy's now: this service's database clock
/// @param policyAtLeast newest policy serial known here; nobody may answer under an older one
/// @param session of submission or last resumption
/// @param windows every stage that an applied decision ever opened, with its first instant
/// @param basis what the access rests on; null while the request is open
public record Ask(
        int number,
        AskCause cause,
        Instant askedAt,
        Phase phase,
        long policyAtLeast,
        Content content,
        String digest,
        Session session,
        List<Vote> votes,
        List<StageWindow> windows,
        Standing standing,
        @Nullable Basis basis) {
    public Ask {
        votes = List.copyOf(votes);
        windows = List.copyOf(windows);
    }

    /// A stage and the instant its window opened.
    public record StageWindow(String stage, Instant openedAt) {}
}
