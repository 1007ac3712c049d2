package hourglass.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Policy's answer to one ask, with every reason: `AccessDecided` without its `meta`, allowance and digest.
///
/// @param digest of the request, from the ask
/// @param cause null with REVIEW and ALLOW
/// @param mend with HOLD only
/// @param way `policy/route` of the nearest offer; null when there is none
/// @param failed names, sorted, of what stood in the way, as rule 18 of the policy language says
/// @param unknown those of `failed` that are not false but not known
/// @param breakGlass whether the way is a break-glass route
/// @param engine name and version of what decided
/// @param inputs the facts that were read, by path; JSON-like values, null for one that is not known
/// @param conditions every named condition that took part
/// @param stages the open ones
/// @param missing yes votes still missing, of stages yet to open too
/// @param grantedSeconds with ALLOW and REVIEW only
/// @param maxSeconds longest that the way gives; with ALLOW, REVIEW and HOLD, when there is a way
/// @param notAfter absolute end from a calendar limit; null without one
/// @param startsAt the wanted start while it lies ahead; null otherwise
/// @param startBy with an ALLOW that wants an allowance: [#START_WITHIN_SECONDS] after the ask
/// @param askAgainAt first moment when time alone can change the answer; null when there is none
/// @param binding with ALLOW only
/// @param notifies whom to tell, in policy's words (`notify` in the event)
/// @param review with a break-glass ALLOW only
/// @param watch whether the grant, once live, is judged again under newer policies
public record Decision(
        String digest,
        AskCause askCause,
        Instant askedAt,
        Outcome outcome,
        @Nullable Cause cause,
        @Nullable Mend mend,
        @Nullable String way,
        List<String> failed,
        List<String> unknown,
        boolean breakGlass,
        PolicyRef policy,
        String engine,
        SortedMap<String, @Nullable Object> inputs,
        List<Condition> conditions,
        List<Stage> stages,
        int missing,
        List<VoteResult> votes,
        @Nullable Integer grantedSeconds,
        @Nullable Integer maxSeconds,
        @Nullable Instant notAfter,
        @Nullable Instant startsAt,
        @Nullable Instant startBy,
        @Nullable Instant askAgainAt,
        @Nullable Binding binding,
        List<String> obligations,
        List<String> notifies,
        @Nullable ReviewPlan review,
        boolean watch) {

    /// How long after the ask an allowed access may begin, in seconds.
    public static final int START_WITHIN_SECONDS = 180;

    /// A denial that rests on nothing but its cause: no fact was read, no condition took part.
    ///
    /// @param engine name and version of what decided
    public static Decision denial(Ask ask, Cause cause, PolicyRef policy, String engine) {
        return new Decision(
                ask.digest(),
                ask.cause(),
                ask.askedAt(),
                Outcome.DENY,
                cause,
                null,
                null,
                List.of(),
                List.of(),
                false,
                policy,
                engine,
                Collections.emptySortedMap(),
                List.of(),
                List.of(),
                0,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null,
                false);
    }

    /// RFC 8785 JSON of [#inputs].
    public String inputsJson() {
        return CanonicalJson.of(inputs);
    }

    /// Hex SHA-256 of the canonical text of this decision, to compare a re-run with.
    public String resultDigest() {
        return DecisionText.digest(this);
    }

    public enum Outcome {
        DENY,
        HOLD,
        REVIEW,
        ALLOW
    }

    /// Why it is not (yet) a yes.
    public enum Cause {
        FORBIDDEN,
        REFUSED,
        NO_POLICY,
        NOT_ELIGIBLE,
        CLOSED,
        NO_APPROVER,
        LAPSED,
        UNDECIDED,
        REQUIREMENT,
        TOO_LARGE
    }

    /// How the requester can mend a hold: with a fresh session, or by a new request in place of this one.
    public enum Mend {
        RESUME,
        ASK_AGAIN
    }

    /// Where in its document a condition stands.
    public enum Part {
        WHEN,
        REQUIRE,
        DENY,
        IF,
        WHERE,
        APPROVERS
    }

    /// Kleene's three values.
    public enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /// One named condition that took part.
    ///
    /// @param name `document/condition`
    /// @param values what it read, path to value; sensitive ones read `hidden`, unknown ones are null
    /// @param message the author's, with values filled in; null when the condition has none
    /// @param at `path:line` in the repository
    public record Condition(
            String name,
            Part part,
            Truth result,
            SortedMap<String, @Nullable Object> values,
            @Nullable String message,
            String at) {

        /// RFC 8785 JSON of [#values].
        public String valuesJson() {
            return CanonicalJson.of(values);
        }
    }

    /// A stage open for votes.
    ///
    /// @param stage `document/stage`
    /// @param from in policy's words, such as `lead-of:requester.team`
    /// @param asked who may vote now, sorted
    /// @param closesAt when it lapses
    /// @param escalated whether `otherwise` has begun
    public record Stage(
            String stage,
            List<String> from,
            List<String> asked,
            int need,
            int have,
            Instant openedAt,
            Instant closesAt,
            boolean escalated) {}

    public enum VoteOutcome {
        COUNTED,
        NOT_OPEN,
        NOT_ASKED,
        NOT_ELIGIBLE,
        OWN_REQUEST,
        ALREADY_VOTED
    }

    public record VoteResult(UUID voteId, VoteOutcome outcome) {}

    /// The review that a break-glass grant is owed.
    ///
    /// @param people who may review, the requester not among them
    public record ReviewPlan(List<String> from, List<String> people, int need, int withinSeconds) {}
}
