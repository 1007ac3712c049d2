package hourglass.policy.api;

import hourglass.policy.Content;
import hourglass.policy.PolicySet;
import hourglass.policy.Resource;
import hourglass.web.ProblemException;
import hourglass.web.ProblemException.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a question must be like before it is put to a set. Everything at fault is named at once.
final class QuestionCheck {
    /// Latest start of a request, counted from the moment of asking.
    private static final Duration FURTHEST = Duration.ofDays(30);
    private static final int MOST_VOTES = 50;

    private final List<FieldError> errors = new ArrayList<>();

    private QuestionCheck() {}

    /// @throws ProblemException 422 that names every field at fault
    static void check(ExplainBody body, PolicySet set, Instant at) {
        QuestionCheck check = new QuestionCheck();
        check.request(body.request(), set, at);
        if (body.approvals() != null && body.approvals().size() > MOST_VOTES) {
            check.errors.add(new FieldError("/approvals", "At most " + MOST_VOTES + " votes can be assumed."));
        }
        if (!check.errors.isEmpty()) {
            throw ProblemException.invalid(check.errors);
        }
    }

    private void request(ExplainBody.Request request, PolicySet set, Instant at) {
        Optional<Resource> resource = set.resources().stream()
                .filter(listed -> listed.id().equals(request.resource()))
                .findFirst();
        if (resource.isEmpty()) {
            add("resource", "There is no resource '" + request.resource() + "' that can be asked for.");
        } else if (resource.get().roles().stream().noneMatch(role -> role.role().equals(request.role()))) {
            add("role", "'" + request.resource() + "' has no role '" + request.role() + "' that can be asked for.");
        }
        Optional<Integer> seconds = Durations.seconds(request.duration());
        if (seconds.isEmpty()) {
            add("duration", "Not a duration of whole seconds: write PT30M or 30m.");
        } else if (seconds.get() < 1) {
            add("duration", "A duration is a second or more: write PT30M or 30m.");
        }
        if (request.reason().length() > Content.MAX_REASON) {
            add("reason", "At most %,d characters.".formatted(Content.MAX_REASON));
        }
        if (request.startsAt() != null && request.startsAt().isAfter(at.plus(FURTHEST))) {
            add("startsAt", "At most " + FURTHEST.toDays() + " days ahead.");
        }
    }

    private void add(String field, String detail) {
        errors.add(new FieldError("/request/" + field, detail));
    }
}
