package hourglass.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// policy-service's answer to one ask, as far as this service acts on it or shows it.
///
/// @param id the decision's event id
/// @param ask number of the ask it answers
/// @param digest of the request it was made for
/// @param cause null with REVIEW and ALLOW
/// @param mend with HOLD only
/// @param way `policy/route` of the nearest offer; null when there is none
/// @param missing votes still missing
/// @param granted with ALLOW and REVIEW only
/// @param max with ALLOW and REVIEW only
/// @param notAfter absolute end from a calendar limit
/// @param startsAt the wanted start while it lies ahead
/// @param startBy with an allowance only: nothing may begin after it
/// @param review what a break-glass grant is owed
/// @param watch whether the grant is judged again under newer policies while it lives
/// @param allowance compact JWS; only with an ALLOW whose start has come
public record Decision(
        UUID id,
        int ask,
        Instant askedAt,
        String digest,
        Outcome outcome,
        @Nullable String cause,
        @Nullable Mend mend,
        @Nullable String way,
        List<String> failed,
        List<String> unknown,
        boolean breakGlass,
        PolicySet policy,
        List<Condition> conditions,
        List<Stage> stages,
        int missing,
        List<VoteResult> votes,
        @Nullable Duration granted,
        @Nullable Duration max,
        @Nullable Instant notAfter,
        @Nullable Instant startsAt,
        @Nullable Instant startBy,
        @Nullable Instant askAgainAt,
        @Nullable Binding binding,
        List<String> obligations,
        List<String> notified,
        @Nullable ReviewPlan review,
        boolean watch,
        @Nullable String allowance) {

    /// The cause of a DENY that came because waiting had an end.
    public static final String LAPSED = "LAPSED";

    public enum Outcome {
        DENY,
        HOLD,
        REVIEW,
        ALLOW
    }

    /// How the requester can mend a hold.
    public enum Mend {
        RESUME,
        ASK_AGAIN
    }

    /// An accepted policy set.
    public record PolicySet(long serial, String commit, String tree, String bundleDigest) {}

    /// One named condition that took part.
    ///
    /// @param name `document/condition`
    /// @param part WHEN, REQUIRE, DENY, IF, WHERE or APPROVERS
    /// @param result TRUE, FALSE or UNKNOWN
    /// @param values JSON object: path to value, of what it read
    /// @param at `path:line` in the policy repository
    public record Condition(
            String name,
            String part,
            String result,
            String values,
            @Nullable String message,
            String at) {}

    /// A stage open for votes.
    ///
    /// @param stage full name, `document/stage`
    /// @param from in policy's words, such as `lead-of:requester.team`
    /// @param asked people who may vote now
    /// @param closesAt null when its window has no end
    /// @param escalated whether `otherwise` has begun
    public record Stage(
            String stage,
            List<String> from,
            List<String> asked,
            int need,
            int have,
            Instant openedAt,
            @Nullable Instant closesAt,
            boolean escalated) {
        public Stage {
            from = List.copyOf(from);
            asked = List.copyOf(asked);
        }

        /// Whether it names the person or one of their groups. Policy has the last word on each vote.
        public boolean asks(Caller caller) {
            return asked.contains(caller.person().value()) || from.stream().anyMatch(caller::is);
        }

        /// Whether a person means this stage when they write `name`: in full, or its last part.
        public boolean isCalled(String name) {
            return stage.equals(name) || stage.endsWith("/" + name);
        }
    }

    public record VoteResult(UUID vote, Vote.Outcome outcome) {}

    /// What a role means on a target.
    public record Binding(String target, String account, List<String> entitlements) {
        public Binding {
            entitlements = List.copyOf(entitlements);
        }
    }

    /// The review that a break-glass grant is owed.
    public record ReviewPlan(List<String> from, List<String> people, int need, Duration within) {
        public ReviewPlan {
            from = List.copyOf(from);
            people = List.copyOf(people);
        }
    }

    public Decision {
        failed = List.copyOf(failed);
        unknown = List.copyOf(unknown);
        conditions = List.copyOf(conditions);
        stages = List.copyOf(stages);
        votes = List.copyOf(votes);
        obligations = List.copyOf(obligations);
        notified = List.copyOf(notified);
    }

    /// Whether it denies because waiting had an end.
    boolean lapsed() {
        return outcome == Outcome.DENY && LAPSED.equals(cause);
    }
}
