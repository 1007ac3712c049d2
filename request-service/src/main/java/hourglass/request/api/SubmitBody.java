package hourglass.request.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import hourglass.request.Access;
import hourglass.request.Refusal;
import hourglass.request.Refusal.Rule;
import hourglass.request.RequestForm;
import hourglass.request.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of a submission and of a preview.
///
/// @param resource id in the catalog
/// @param role a role of that resource
/// @param duration how long, `PT2H` or `2h`, at most 24 hours
/// @param startsAt wanted start, RFC 3339, at most 30 days ahead; absent: at once
/// @param reason why, 1 to 1,000 characters
/// @param ticket number of an incident or a change; absent: none
/// @param breakGlass asked for as an emergency; absent: no
/// @param policy the way in that is wanted; absent: any
/// @param extending request whose access this one overlaps, `extends` on the wire
/// @param replaces open request of the same person that this one takes the place of
record SubmitBody(
        @Nullable String resource,
        @Nullable String role,
        @Nullable String duration,
        @Nullable String startsAt,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable Boolean breakGlass,
        @Nullable String policy,
        @Nullable @JsonProperty("extends") String extending,
        @Nullable String replaces) {

    /// The form, checked as far as it can be without the catalog.
    ///
    /// @throws hourglass.web.ProblemException 422 that names every field at fault
    RequestForm form(Instant now) {
        RequestForm form = form();
        List<Refusal> errors = form.errors(now);
        if (!errors.isEmpty()) {
            throw Refusals.invalid(errors);
        }
        return form;
    }

    /// The form as it can be read, whatever the time: a submission that is repeated after its start must still be known
    /// by its key. [hourglass.request.SubmitRequest] checks the rest of a new one.
    ///
    /// @throws hourglass.web.ProblemException 422 that names every field that can't be read
    RequestForm form() {
        List<Refusal> errors = new ArrayList<>();
        texts(errors);
        String wantedResource = named("/resource", resource, errors);
        String wantedRole = named("/role", role, errors);
        Duration length = length(errors);
        Instant start = start(errors);
        if (reason == null) {
            errors.add(invalid("/reason", "Give a reason of 1 to 1,000 characters."));
        }
        RequestId overlapped = id("/extends", extending, errors);
        RequestId replaced = id("/replaces", replaces, errors);
        if (!errors.isEmpty()) {
            throw Refusals.invalid(errors);
        }
        return new RequestForm(
                new Access(wantedResource, wantedRole),
                length,
                start,
                reason == null ? "" : reason,
                ticket,
                Boolean.TRUE.equals(breakGlass),
                policy,
                overlapped,
                replaced);
    }

    private void texts(List<Refusal> errors) {
        Texts.check("/resource", resource, errors);
        Texts.check("/role", role, errors);
        Texts.check("/reason", reason, errors);
        Texts.check("/ticket", ticket, errors);
        Texts.check("/policy", policy, errors);
    }

    private static String named(String pointer, @Nullable String name, List<Refusal> errors) {
        if (name == null || name.isBlank() || name.length() > 200) {
            errors.add(invalid(pointer, "Name one of the catalog: GET /v1/resources lists them."));
            return "?";
        }
        return name;
    }

    private Duration length(List<Refusal> errors) {
        return Durations.parse(duration == null ? "" : duration).orElseGet(() -> {
            errors.add(invalid("/duration", "Not a duration: write PT30M or 30m."));
            return Duration.ZERO;
        });
    }

    private @Nullable Instant start(List<Refusal> errors) {
        if (startsAt == null) {
            return null;
        }
        try {
            return Instant.parse(startsAt).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException e) {
            errors.add(invalid("/startsAt", "Not a time: write 2026-11-24T09:00:00Z."));
            return null;
        }
    }

    private static @Nullable RequestId id(String pointer, @Nullable String text, List<Refusal> errors) {
        if (text == null) {
            return null;
        }
        try {
            return RequestId.of(text);
        } catch (IllegalArgumentException e) {
            errors.add(invalid(pointer, "Not the id of a request: write all 36 characters of it."));
            return null;
        }
    }

    private static Refusal invalid(String pointer, String detail) {
        return new Refusal(Rule.INVALID, detail, pointer);
    }
}
