package hourglass.policy.publishes;

import hourglass.events.AccessDecided;
import hourglass.events.AskCause;
import hourglass.events.Binding;
import hourglass.events.Condition;
import hourglass.events.ConditionPart;
import hourglass.events.DecisionCause;
import hourglass.events.Mend;
import hourglass.events.Meta;
import hourglass.events.Outcome;
import hourglass.events.Policy;
import hourglass.events.ReviewPlan;
import hourglass.events.Stage;
import hourglass.events.Truth;
import hourglass.events.VoteOutcome;
import hourglass.events.VoteResult;
import hourglass.policy.Decision;
import hourglass.policy.PolicyRef;
import org.jspecify.annotations.Nullable;

/// A decision as it stands on the topic. Enums have the same symbols on both sides; a test holds them to it.
final class DecisionTranslation {
    private DecisionTranslation() {}

    /// @param allowance null unless the decision allows and its start has come
    static AccessDecided of(Decision decision, Meta meta, @Nullable String allowance) {
        return AccessDecided.newBuilder()
                .setMeta(meta)
                .setDigest(decision.digest())
                .setAskCause(AskCause.valueOf(decision.askCause().name()))
                .setAskedAt(decision.askedAt())
                .setOutcome(Outcome.valueOf(decision.outcome().name()))
                .setCause(
                        decision.cause() == null
                                ? null
                                : DecisionCause.valueOf(decision.cause().name()))
                .setMend(
                        decision.mend() == null
                                ? null
                                : Mend.valueOf(decision.mend().name()))
                .setWay(decision.way())
                .setFailed(decision.failed())
                .setUnknown(decision.unknown())
                .setBreakGlass(decision.breakGlass())
                .setPolicy(policy(decision.policy()))
                .setEngine(decision.engine())
                .setInputs(decision.inputsJson())
                .setConditions(decision.conditions().stream()
                        .map(DecisionTranslation::condition)
                        .toList())
                .setStages(decision.stages().stream()
                        .map(DecisionTranslation::stage)
                        .toList())
                .setMissing(decision.missing())
                .setVotes(
                        decision.votes().stream().map(DecisionTranslation::vote).toList())
                .setGrantedSeconds(decision.grantedSeconds())
                .setMaxSeconds(decision.maxSeconds())
                .setNotAfter(decision.notAfter())
                .setStartsAt(decision.startsAt())
                .setStartBy(decision.startBy())
                .setAskAgainAt(decision.askAgainAt())
                .setBinding(decision.binding() == null ? null : binding(decision.binding()))
                .setObligations(decision.obligations())
                .setNotify(decision.notifies())
                .setReview(decision.review() == null ? null : review(decision.review()))
                .setWatch(decision.watch())
                .setAllowance(allowance)
                .setResultDigest(decision.resultDigest())
                .build();
    }

    static Policy policy(PolicyRef policy) {
        return new Policy(policy.serial(), policy.commit(), policy.tree(), policy.bundleDigest());
    }

    private static Binding binding(hourglass.policy.Binding binding) {
        return new Binding(binding.target(), binding.account(), binding.entitlements());
    }

    private static Condition condition(Decision.Condition condition) {
        return new Condition(
                condition.name(),
                ConditionPart.valueOf(condition.part().name()),
                Truth.valueOf(condition.result().name()),
                condition.valuesJson(),
                condition.message(),
                condition.at());
    }

    private static Stage stage(Decision.Stage stage) {
        return new Stage(
                stage.stage(),
                stage.from(),
                stage.asked(),
                stage.need(),
                stage.have(),
                stage.openedAt(),
                stage.closesAt(),
                stage.escalated());
    }

    private static VoteResult vote(Decision.VoteResult vote) {
        return new VoteResult(vote.voteId(), VoteOutcome.valueOf(vote.outcome().name()));
    }

    private static ReviewPlan review(Decision.ReviewPlan review) {
        return new ReviewPlan(review.from(), review.people(), review.need(), review.withinSeconds());
    }
}
