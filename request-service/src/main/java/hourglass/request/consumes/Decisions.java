package hourglass.request.consumes;

import hourglass.events.AccessDecided;
import hourglass.request.Decision;
import hourglass.request.Decision.Binding;
import hourglass.request.Decision.Condition;
import hourglass.request.Decision.Mend;
import hourglass.request.Decision.PolicySet;
import hourglass.request.Decision.ReviewPlan;
import hourglass.request.Decision.Stage;
import hourglass.request.Decision.VoteResult;
import hourglass.request.Vote;
import java.time.Duration;

/// The contract's decision, in this service's words.
final class Decisions {
    private Decisions() {}

    /// The decision that `event` tells.
    ///
    /// @throws IllegalArgumentException when it says something that this version doesn't know
    static Decision decision(AccessDecided event) {
        return new Decision(
                event.getMeta().getEventId(),
                Math.toIntExact(event.getMeta().getSequence()),
                event.getAskedAt(),
                event.getDigest(),
                Decision.Outcome.valueOf(event.getOutcome().name()),
                event.getCause().map(Enum::name).orElse(null),
                event.getMend().map(mend -> Mend.valueOf(mend.name())).orElse(null),
                event.getWay().orElse(null),
                event.getFailed(),
                event.getUnknown(),
                event.getBreakGlass(),
                policy(event.getPolicy()),
                event.getConditions().stream().map(Decisions::condition).toList(),
                event.getStages().stream().map(Decisions::stage).toList(),
                event.getMissing(),
                event.getVotes().stream().map(Decisions::vote).toList(),
                event.getGrantedSeconds().map(Duration::ofSeconds).orElse(null),
                event.getMaxSeconds().map(Duration::ofSeconds).orElse(null),
                event.getNotAfter().orElse(null),
                event.getStartsAt().orElse(null),
                event.getStartBy().orElse(null),
                event.getAskAgainAt().orElse(null),
                event.getBinding().map(Decisions::binding).orElse(null),
                event.getObligations(),
                event.getNotify(),
                event.getReview().map(Decisions::review).orElse(null),
                event.getWatch(),
                event.getAllowance().orElse(null));
    }

    static PolicySet policy(hourglass.events.Policy policy) {
        return new PolicySet(policy.getSerial(), policy.getCommit(), policy.getTree(), policy.getBundleDigest());
    }

    private static Condition condition(hourglass.events.Condition condition) {
        return new Condition(
                condition.getName(),
                condition.getPart().name(),
                condition.getResult().name(),
                condition.getValues(),
                condition.getMessage().orElse(null),
                condition.getAt());
    }

    private static Stage stage(hourglass.events.Stage stage) {
        return new Stage(
                stage.getStage(),
                stage.getFrom(),
                stage.getAsked(),
                stage.getNeed(),
                stage.getHave(),
                stage.getOpenedAt(),
                stage.getClosesAt().orElse(null),
                stage.getEscalated());
    }

    private static VoteResult vote(hourglass.events.VoteResult vote) {
        return new VoteResult(
                vote.getVoteId(), Vote.Outcome.valueOf(vote.getOutcome().name()));
    }

    private static Binding binding(hourglass.events.Binding binding) {
        return new Binding(binding.getTarget(), binding.getAccount(), binding.getEntitlements());
    }

    private static ReviewPlan review(hourglass.events.ReviewPlan plan) {
        return new ReviewPlan(
                plan.getFrom(), plan.getPeople(), plan.getNeed(), Duration.ofSeconds(plan.getWithinSeconds()));
    }
}
