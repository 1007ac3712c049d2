package hourglass.request.api;

import hourglass.request.Decision;
import hourglass.request.api.RequestShown.DecisionShown;
import hourglass.request.api.RequestShown.ReasonShown;
import hourglass.request.api.RequestShown.StageShown;
import java.util.Locale;

/// A decision in the API's words, the same as policy-service uses when it explains one.
final class DecisionShowing {
    private DecisionShowing() {}

    static DecisionShown of(Decision decision, People people) {
        return new DecisionShown(
                decision.outcome(),
                decision.cause(),
                decision.mend(),
                decision.ask(),
                decision.askedAt(),
                decision.way(),
                decision.failed(),
                decision.unknown(),
                decision.missing(),
                decision.granted(),
                decision.max(),
                decision.notAfter(),
                decision.startsAt(),
                decision.obligations(),
                decision.notified(),
                decision.policy().serial(),
                decision.policy().commit(),
                "sha256:" + decision.policy().bundleDigest(),
                decision.conditions().stream().map(DecisionShowing::reason).toList(),
                decision.stages().stream().map(stage -> stage(stage, people)).toList());
    }

    private static ReasonShown reason(Decision.Condition condition) {
        int slash = condition.name().indexOf('/');
        return new ReasonShown(
                slash < 0 ? "" : condition.name().substring(0, slash),
                condition.part().toLowerCase(Locale.ROOT),
                condition.name().substring(slash + 1),
                result(condition),
                condition.values(),
                condition.message(),
                condition.at());
    }

    private static String result(Decision.Condition condition) {
        boolean takes = condition.part().equals("DENY");
        return switch (condition.result()) {
            case "TRUE" -> takes ? "hit" : "met";
            case "FALSE" -> takes ? "clear" : "not-met";
            default -> takes ? "undecidable" : "unknown";
        };
    }

    private static StageShown stage(Decision.Stage stage, People people) {
        return new StageShown(
                stage.stage(),
                stage.need(),
                stage.have(),
                stage.from(),
                people.named(stage.asked()),
                stage.openedAt(),
                stage.closesAt(),
                stage.escalated());
    }
}
