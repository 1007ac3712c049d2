package hourglass.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a fact adds to the answers. All of it can come in any order and more than once.
public sealed interface Change {
    /// Nothing but a line in the timeline.
    record None() implements Change {}

    /// A request was made.
    record Asked(String person, String resource, String role) implements Change {}

    /// A vote was given.
    record Voted(UUID voteId, String person, boolean yes, String stage) implements Change {}

    /// Policy answered.
    ///
    /// @param number of the ask
    /// @param outcome `DENY`, `HOLD`, `REVIEW` or `ALLOW`
    /// @param counted votes that counted
    record Decided(long number, String outcome, String policyCommit, List<UUID> counted) implements Change {
        public Decided {
            counted = List.copyOf(counted);
        }
    }

    /// Access began, was seen or ended; what a fact doesn't say is absent.
    ///
    /// @param grant whose access it is
    /// @param possibleFrom from when it may have been there
    /// @param since from when it was there
    /// @param expiresAt when it was to end
    /// @param until when its removal was verified
    /// @param endedBy `expiry`, `person`, `operator`, `policy` or `failure`
    record Accessed(
            Grant grant,
            @Nullable Instant possibleFrom,
            @Nullable Instant since,
            @Nullable Instant expiresAt,
            @Nullable Instant until,
            @Nullable String endedBy)
            implements Change {}

    /// A person of the directory with all their identities.
    ///
    /// @param serial of the policy set; the highest counts
    record Known(String person, long serial, boolean removed, List<Identity> identities) implements Change {
        public Known {
            identities = List.copyOf(identities);
        }
    }

    /// A grant's fixed part.
    record Grant(
            String person,
            String resource,
            String role,
            String target,
            String account,
            UUID decision,
            String policyCommit,
            boolean breakGlass) {}

    /// An account at an identity provider.
    record Identity(String idp, String subject) {}
}
