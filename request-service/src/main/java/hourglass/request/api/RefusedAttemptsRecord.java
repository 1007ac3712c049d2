package hourglass.request.api;

import hourglass.request.Directory;
import hourglass.request.Directory.Person;
import hourglass.request.Refusal.Rule;
import hourglass.request.RefusedAttempts;
import hourglass.request.RefusedAttempts.Attempt;
import hourglass.request.RequestId;
import hourglass.web.ProblemListener;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/// Keeps record of what signed-in people tried and may not: every 403 and 409, a 404 on a request's address, fields
/// that only the server sets, and bodies that name others' requests.
@Component
class RefusedAttemptsRecord implements ProblemListener {
    private static final Pattern REQUEST = Pattern.compile("/v1/requests/([0-9a-fA-F-]{36})(?:/timeline|:([a-z]+))?");
    private static final Set<Integer> STATUSES = Set.of(403, 409);

    private final Directory directory;
    private final RefusedAttempts attempts;
    private final Callers callers;

    RefusedAttemptsRecord(Directory directory, RefusedAttempts attempts, Callers callers) {
        this.directory = directory;
        this.attempts = attempts;
        this.callers = callers;
    }

    @Override
    public void answered(SignedIn caller, HttpServletRequest call, ProblemDetail problem) {
        Matcher request = REQUEST.matcher(call.getRequestURI());
        boolean ofARequest = request.matches();
        String type = String.valueOf(problem.getType());
        boolean attempt = STATUSES.contains(problem.getStatus())
                || (problem.getStatus() == 404 && ofARequest)
                || type.equals("/problems/unknown-field");
        if (!attempt) {
            return;
        }
        String verb = ofARequest ? request.group(2) : null;
        remember(
                caller,
                verb == null ? action(call, ofARequest) : verb,
                type.substring(type.lastIndexOf('/') + 1),
                type,
                ofARequest ? request.group(1) : null);
    }

    /// Keeps record that a body named a request that isn't the caller's: the answer only says that a value is not
    /// valid.
    void named(SignedIn caller, @Nullable RequestId others) {
        remember(
                caller,
                "POST /v1/requests",
                Rule.NOT_FOUND.slug(),
                ProblemType.INVALID.uri().toString(),
                others == null ? null : others.value());
    }

    private void remember(SignedIn caller, String action, String rule, String problem, @Nullable String subject) {
        Person person = directory.byIdentity(caller.idp(), caller.subject());
        String key = person == null
                ? caller.idp() + ":" + caller.subject()
                : person.id().value();
        attempts.remember(new Attempt(key, callers.session(caller), action, rule, problem, subject));
    }

    private static String action(HttpServletRequest call, boolean ofARequest) {
        String path = call.getRequestURI();
        String what = ofARequest ? "/v1/requests/{id}" : path.substring(0, Math.min(path.length(), 100));
        return call.getMethod() + " " + what;
    }
}
