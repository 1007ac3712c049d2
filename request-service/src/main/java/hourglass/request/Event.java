package hourglass.request;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing that happened to a request. Each takes the view's revision one up and is one line of the timeline.
public sealed interface Event {

    /// Told to everybody on `hourglass.requests`.
    sealed interface Told extends Event {}

    /// Puts the request before policy.
    sealed interface Asking extends Told {
        Ask ask();
    }

    /// Heard from another service; only remembered here.
    sealed interface Heard extends Event {}

    record AccessRequested(Ask ask) implements Asking {}

    record RequestResumed(Ask ask) implements Asking {}

    record EvaluationAsked(Ask ask) implements Asking {}

    /// A yes or a no; the ask contains it.
    record ApprovalRecorded(Vote vote, Ask ask) implements Asking {}

    /// Called off before its order.
    ///
    /// @param replacedBy with REPLACED only
    record RequestCancelled(
            CancelReason reason,
            @Nullable RequestId replacedBy,
            @Nullable String comment) implements Told {}

    /// grant-service is to give the access.
    ///
    /// @param startBy nothing may begin after it
    /// @param allowance policy-service's signed word, compact JWS
    record GrantOrdered(Content content, Decision decision, Instant startBy, String allowance) implements Told {}

    /// grant-service is to take the access away.
    ///
    /// @param decision with POLICY, PERSON and RESOURCE only
    record EndRequested(
            EndReason reason,
            @Nullable UUID decision,
            @Nullable String comment) implements Told {}

    record ReviewOpened(Instant dueAt, List<String> groups, List<String> people, int need) implements Told {}

    /// One reviewer's verdict.
    ///
    /// @param done whether this verdict was the last one needed
    record ReviewRecorded(PersonId reviewer, boolean justified, String comment, boolean done) implements Told {}

    record ReviewOverdue(Instant dueAt) implements Told {}

    /// What policy answered.
    ///
    /// @param discounted votes of which it is the first to say that they don't count
    record AccessDecided(Decision decision, List<Vote> discounted) implements Heard {
        public AccessDecided {
            discounted = List.copyOf(discounted);
        }
    }

    record GrantHeard(GrantNews news) implements Heard {}
}
