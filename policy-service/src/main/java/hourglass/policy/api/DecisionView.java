package hourglass.policy.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import hourglass.policy.Decision;
import hourglass.policy.Person;
import hourglass.policy.PolicySet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A decision as people and programs read it: the same words as in every other view of Hourglass.
record DecisionView(
        Decision.Outcome outcome,
        Decision.@Nullable Cause cause,
        Decision.@Nullable Mend mend,
        int sequence,
        Instant at,
        @Nullable String route,
        List<String> failed,
        List<String> unknown,
        int missing,
        @Nullable String granted,
        @Nullable String max,
        @Nullable Instant notAfter,
        @Nullable Instant startsAt,
        @Nullable Instant askAgainAt,
        boolean breakGlass,
        List<String> obligations,
        @JsonProperty("notify") List<String> notifies,
        @Nullable Review review,
        long policySerial,
        String policyCommit,
        String bundleDigest,
        List<Reason> reasons,
        List<Stage> stages,
        List<Vote> votes) {

    /// A person by id and name.
    record Named(String id, String name) {}

    /// A condition that took part.
    ///
    /// @param result met, not-met, unknown; of a guardrail's `deny`: clear, hit, undecidable
    record Reason(
            String policy,
            String part,
            String condition,
            String result,
            @JsonRawValue String values,
            @Nullable String message,
            String at) {}

    /// A stage that is open.
    ///
    /// @param stage `document/stage`
    record Stage(
            String stage,
            int need,
            int have,
            List<String> from,
            List<Named> people,
            Instant openedAt,
            Instant closesAt,
            boolean escalated) {}

    /// What became of an assumed vote.
    record Vote(String stage, Decision.VoteOutcome outcome) {}

    /// The review that a break-glass grant would be owed.
    record Review(List<String> from, List<Named> people, int need, String within) {}

    /// @param stageOfVote the stage each vote was for, by vote id
    static DecisionView of(
            Decision decision, int sequence, PolicySet set, Function<Decision.VoteResult, String> stageOfVote) {
        Map<String, String> names = set.people().stream().collect(Collectors.toMap(Person::id, Person::name));
        return new DecisionView(
                decision.outcome(),
                decision.cause(),
                decision.mend(),
                sequence,
                decision.askedAt(),
                decision.way(),
                decision.failed(),
                decision.unknown(),
                decision.missing(),
                seconds(decision.grantedSeconds()),
                seconds(decision.maxSeconds()),
                decision.notAfter(),
                decision.startsAt(),
                decision.askAgainAt(),
                decision.breakGlass(),
                decision.obligations(),
                decision.notifies(),
                decision.review() == null ? null : review(decision.review(), names),
                decision.policy().serial(),
                decision.policy().commit(),
                "sha256:" + decision.policy().bundleDigest(),
                decision.conditions().stream().map(DecisionView::reason).toList(),
                decision.stages().stream().map(stage -> stage(stage, names)).toList(),
                decision.votes().stream()
                        .map(vote -> new Vote(stageOfVote.apply(vote), vote.outcome()))
                        .toList());
    }

    private static Reason reason(Decision.Condition condition) {
        int slash = condition.name().indexOf('/');
        return new Reason(
                condition.name().substring(0, slash),
                condition.part().name().toLowerCase(Locale.ROOT),
                condition.name().substring(slash + 1),
                result(condition),
                condition.valuesJson(),
                condition.message(),
                condition.at());
    }

    private static String result(Decision.Condition condition) {
        boolean takes = condition.part() == Decision.Part.DENY;
        return switch (condition.result()) {
            case TRUE -> takes ? "hit" : "met";
            case FALSE -> takes ? "clear" : "not-met";
            case UNKNOWN -> takes ? "undecidable" : "unknown";
        };
    }

    private static Stage stage(Decision.Stage stage, Map<String, String> names) {
        return new Stage(
                stage.stage(),
                stage.need(),
                stage.have(),
                stage.from(),
                named(stage.asked(), names),
                stage.openedAt(),
                stage.closesAt(),
                stage.escalated());
    }

    private static Review review(Decision.ReviewPlan review, Map<String, String> names) {
        return new Review(
                review.from(),
                named(review.people(), names),
                review.need(),
                Duration.ofSeconds(review.withinSeconds()).toString());
    }

    private static List<Named> named(List<String> ids, Map<String, String> names) {
        return ids.stream().map(id -> new Named(id, names.getOrDefault(id, id))).toList();
    }

    private static @Nullable String seconds(@Nullable Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds).toString();
    }
}
