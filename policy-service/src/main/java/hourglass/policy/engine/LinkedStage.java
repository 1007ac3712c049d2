package hourglass.policy.engine;

import hourglass.policy.engine.documents.StageText;
import java.time.Duration;
import java.util.List;

/// A stage, ready to be judged.
///
/// @param document id of the policy or guardrail that has it
/// @param ask who may vote as well once `otherwise` has begun; empty without one
/// @param where without the approver conditions of guardrails
record LinkedStage(String document, StageText text, List<Who> from, List<Who> ask, List<LinkedCondition> where) {

    String id() {
        return text.id();
    }

    /// `document/stage`.
    String name() {
        return document + "/" + text.id();
    }

    boolean hasOtherwise() {
        return text.otherwise() != null;
    }

    /// How long `otherwise` lasts; zero without one.
    Duration otherwiseWithin() {
        StageText.Otherwise otherwise = text.otherwise();
        return otherwise == null ? Duration.ZERO : otherwise.within();
    }
}
