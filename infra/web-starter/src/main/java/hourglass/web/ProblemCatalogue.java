package hourglass.web;

import java.util.List;

/// A service's own kinds of problem, beside those that all services have.
public record ProblemCatalogue(List<ProblemType> types) {
    /// Those of every service.
    static final ProblemCatalogue SHARED = new ProblemCatalogue(List.of(
            ProblemType.MALFORMED,
            ProblemType.UNKNOWN_FIELD,
            ProblemType.INVALID,
            ProblemType.SIGN_IN_NEEDED,
            ProblemType.SECOND_FACTOR_NEEDED,
            ProblemType.NOT_ALLOWED,
            ProblemType.NOT_FOUND,
            ProblemType.WRONG_STATE,
            ProblemType.CHANGED_MEANWHILE,
            ProblemType.IF_MATCH_NEEDED,
            ProblemType.TOO_MANY_REQUESTS,
            ProblemType.UNAVAILABLE));

    public ProblemCatalogue {
        types = List.copyOf(types);
    }
}
