package hourglass.policy.api;

import hourglass.web.ProblemCatalogue;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The problems that only this service has.
@Configuration(proxyBeanMethods = false)
class Problems {
    private static final ProblemType CANNOT_DECIDE = new ProblemType(
            "cannot-decide",
            503,
            "Nothing can be decided now",
            "No policy set is in use yet: none was accepted, or this instance is still reading. Nothing was stored.",
            "Try again after as many seconds as Retry-After says. If it lasts, look at the service's readiness.");

    @Bean
    ProblemCatalogue ownProblems() {
        return new ProblemCatalogue(List.of(CANNOT_DECIDE));
    }

    static ProblemException cannotDecide() {
        return new ProblemException(CANNOT_DECIDE, "No policy set is in use yet. Try again in a moment.")
                .header("Retry-After", "2");
    }

    static ProblemException noSuchCommit(String commit) {
        return new ProblemException(
                ProblemType.NOT_FOUND,
                "There is no policy set of commit '" + commit + "' here. Write its hex id in full, or current.");
    }
}
