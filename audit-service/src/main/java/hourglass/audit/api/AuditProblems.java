package hourglass.audit.api;

import hourglass.web.ProblemType;
import java.util.List;

/// Problems that only this service has.
public final class AuditProblems {
    static final ProblemType ANSWER_NOT_COMPLETE = new ProblemType(
            "answer-not-complete",
            503,
            "The log can't answer this completely",
            "Something is missing in the log that could change the answer, or nothing is signed yet.",
            "Read the gaps, then ask again with partial=true to see what there is.");

    /// For the catalogue.
    public static final List<ProblemType> ALL = List.of(ANSWER_NOT_COMPLETE);

    private AuditProblems() {}
}
