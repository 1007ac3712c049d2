package hourglass.grant.api;

import hourglass.grant.People;
import hourglass.grant.RefusedAttempts;
import hourglass.grant.RefusedAttempts.Attempt;
import hourglass.web.ProblemListener;
import hourglass.web.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/// Keeps record of what signed-in people tried and may not: every 403 and 409, a 404 on a grant's address, and fields
/// that only the server sets.
@Component
class RefusedAttemptsRecord implements ProblemListener {
    private static final Pattern GRANT = Pattern.compile("/v1/grants/([0-9a-fA-F-]{36})(?::([a-z]{1,20}))?");
    private static final Set<Integer> STATUSES = Set.of(403, 409);
    private static final int LONGEST = 100;

    private final People people;
    private final RefusedAttempts attempts;

    RefusedAttemptsRecord(People people, RefusedAttempts attempts) {
        this.people = people;
        this.attempts = attempts;
    }

    @Override
    public void answered(SignedIn caller, HttpServletRequest call, ProblemDetail problem) {
        Matcher grant = GRANT.matcher(call.getRequestURI());
        boolean ofAGrant = grant.matches();
        String type = String.valueOf(problem.getType());
        boolean attempt = STATUSES.contains(problem.getStatus())
                || (problem.getStatus() == 404 && ofAGrant)
                || type.equals("/problems/unknown-field");
        if (!attempt) {
            return;
        }
        attempts.remember(new Attempt(
                Caller.of(caller, people).actor(),
                action(call, ofAGrant, ofAGrant ? grant.group(2) : null),
                type.substring(type.lastIndexOf('/') + 1),
                type,
                ofAGrant ? grant.group(1) : null));
    }

    private static String action(HttpServletRequest call, boolean ofAGrant, @Nullable String verb) {
        if (verb != null) {
            return verb;
        }
        String path = call.getRequestURI();
        return call.getMethod() + " "
                + (ofAGrant ? "/v1/grants/{id}" : path.substring(0, Math.min(path.length(), LONGEST)));
    }
}
