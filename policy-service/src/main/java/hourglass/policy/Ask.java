package hourglass.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request put before policy, with everything that policy may look at; there is no other input.
///
/// @param number 1, 2, 3 … per request
/// @param askedAt policy's now: the clock of request-service's database
/// @param policyAtLeast newest policy serial that request-service has seen
/// @param digest hex SHA-256 of the content, as votes and allowances carry it
/// @param session of the submission or the last resumption
/// @param votes in the order in which they were taken
/// @param windows every stage that a decision of this request has opened, with the instant of its first opening
/// @param basis what the access rests on; null while the request is open, and in asks older than this field
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
        List<Window> windows,
        Standing standing,
        @Nullable Basis basis) {

    public Ask {
        votes = List.copyOf(votes);
        windows = List.copyOf(windows);
    }
}
