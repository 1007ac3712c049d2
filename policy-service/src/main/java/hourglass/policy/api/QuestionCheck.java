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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What a question must be like before it is put to a set. Everything at fault is named at once.
final class QuestionCheck {
    /// Latest start of a request, counted from the moment of asking.
    private static final Duration FURTHEST = Duration.ofDays(30);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final int MOST_VOTES = 50;

    private final List<FieldError> errors = new ArrayList<>();

    private QuestionCheck() {}

    /// @throws ProblemException 422 that names every field at fault
    static void check(ExplainBody body, PolicySet set, Instant at) {
        QuestionCheck check = new QuestionCheck();
        check.time("/now", at);
        check.given("/request", body.request()).ifPresent(request -> check.request(request, set, at));
        if (body.session() != null) {
            check.given("/session/idp", body.session().idp());
            check.given("/session/subject", body.session().subject());
            check.time("/session/authTime", body.session().authTime());
            check.each("/session/amr", body.session().amr(), (_, _) -> {});
        }
        if (body.standing() != null) {
            check.time("/standing/heldSince", body.standing().heldSince());
            check.each("/standing/holds", body.standing().holds(), check::hold);
        }
        check.each("/approvals", body.approvals(), check::approval);
        if (body.approvals() != null && body.approvals().size() > MOST_VOTES) {
            check.errors.add(new FieldError("/approvals", "At most " + MOST_VOTES + " votes can be assumed."));
        }
        if (!check.errors.isEmpty()) {
            throw ProblemException.invalid(check.errors);
        }
    }

    private void request(ExplainBody.Request request, PolicySet set, Instant at) {
        Optional<String> name = given("/request/resource", request.resource());
        Optional<String> role = given("/request/role", request.role());
        Optional<Resource> resource = name.flatMap(wanted -> set.resources().stream()
                .filter(listed -> listed.id().equals(wanted))
                .findFirst());
        if (name.isPresent() && resource.isEmpty()) {
            add("resource", "There is no resource '" + name.get() + "' that can be asked for.");
        } else if (resource.isPresent()
                && role.isPresent()
                && resource.get().roles().stream()
                        .noneMatch(offered -> offered.role().equals(role.get()))) {
            add("role", "'" + name.get() + "' has no role '" + role.get() + "' that can be asked for.");
        }
        given("/request/duration", request.duration()).ifPresent(this::duration);
        given("/request/reason", request.reason())
                .filter(reason -> reason.length() > Content.MAX_REASON)
                .ifPresent(_ -> add("reason", "At most %,d characters.".formatted(Content.MAX_REASON)));
        Instant start = request.startsAt();
        if (time("/request/startsAt", start)
                && start != null
                && Duration.between(at, start).compareTo(FURTHEST) > 0) {
            add("startsAt", "At most " + FURTHEST.toDays() + " days ahead.");
        }
    }

    private void duration(String text) {
        Optional<Integer> seconds = Durations.seconds(text);
        if (seconds.isEmpty()) {
            add("duration", "Not a duration of whole seconds: write PT30M or 30m.");
        } else if (seconds.get() < 1) {
            add("duration", "A duration is a second or more: write PT30M or 30m.");
        }
    }

    private void hold(String pointer, ExplainBody.Hold hold) {
        given(pointer + "/resource", hold.resource());
        given(pointer + "/role", hold.role());
        given(pointer + "/expiresAt", hold.expiresAt());
        time(pointer + "/expiresAt", hold.expiresAt());
    }

    private void approval(String pointer, ExplainBody.Approval approval) {
        given(pointer + "/person", approval.person());
        given(pointer + "/stage", approval.stage());
    }

    private <T> void each(String pointer, @Nullable List<@Nullable T> list, BiConsumer<String, T> one) {
        for (int i = 0; list != null && i < list.size(); i++) {
            String place = pointer + "/" + i;
            given(place, list.get(i)).ifPresent(item -> one.accept(place, item));
        }
    }

    private <T> Optional<T> given(String pointer, @Nullable T value) {
        if (value == null) {
            errors.add(new FieldError(pointer, "It is missing: give it."));
        }
        return Optional.ofNullable(value);
    }

    /// Whether it is one that can be reckoned with, or absent.
    private boolean time(String pointer, @Nullable Instant at) {
        boolean fits = at == null || !(at.isBefore(Instant.EPOCH) || at.isAfter(LATEST));
        if (!fits) {
            errors.add(new FieldError(pointer, "Give a time from the year 1970 to the year 9999."));
        }
        return fits;
    }

    private void add(String field, String detail) {
        errors.add(new FieldError("/request/" + field, detail));
    }
}
