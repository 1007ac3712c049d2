package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.Outcome;
import hourglass.request.Refusal;
import hourglass.request.Refusal.Rule;
import hourglass.request.RequestForm;
import hourglass.request.RequestState;
import hourglass.request.RequestViews;
import hourglass.request.RequestViews.View;
import hourglass.request.SubmitRequest;
import hourglass.request.Timeline;
import hourglass.web.ProblemException;
import hourglass.web.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Asking for access, and looking at what became of it.
@RestController
@RequestMapping("/v1/requests")
class RequestsController {
    private static final Pattern KEY = Pattern.compile("\"([\\x21\\x23-\\x7e]{16,64})\"");

    private final SubmitRequest submitRequest;
    private final RequestReading reading;
    private final RequestShowing showing;
    private final RequestViews views;
    private final Callers callers;
    private final RateLimits limits;
    private final Names names;
    private final RefusedAttemptsRecord attempts;

    RequestsController(
            SubmitRequest submitRequest,
            RequestReading reading,
            RequestShowing showing,
            RequestViews views,
            Callers callers,
            RateLimits limits,
            Names names,
            RefusedAttemptsRecord attempts) {
        this.submitRequest = submitRequest;
        this.reading = reading;
        this.showing = showing;
        this.views = views;
        this.callers = callers;
        this.limits = limits;
        this.names = names;
        this.attempts = attempts;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RequestShown> submit(
            SignedIn me,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestBody SubmitBody body,
            HttpServletResponse answer) {
        Caller caller = callers.acting(me);
        limits.count(caller, RateLimits.Kind.SUBMIT, answer);
        String key = key(idempotencyKey);
        RequestForm form = body.form();
        Preference preference = Preference.of(prefer);
        return switch (submitRequest.submit(caller, key, form)) {
            case Outcome.Refused refused -> {
                for (Refusal refusal : refused.refusals()) {
                    if (refusal.rule() == Rule.NOT_FOUND) {
                        attempts.named(me, "/replaces".equals(refusal.pointer()) ? form.replaces() : form.extending());
                    }
                }
                throw Refusals.problem(refused, names.people());
            }
            case Outcome.Done done -> {
                View view = decided(caller, done, preference);
                HttpHeaders headers = headers(view, preference);
                headers.setLocation(URI.create("/v1/requests/" + done.id()));
                yield new ResponseEntity<>(showing.whole(view, caller), headers, HttpStatus.CREATED);
            }
        };
    }

    /// A new request has no answer yet, so it is not read before something has happened to it.
    private View decided(Caller caller, Outcome.Done done, Preference preference) {
        Predicate<View> decided = view -> view.state() != RequestState.EVALUATING;
        return done.changed()
                ? reading.after(caller, done.id(), done.revision(), preference, decided)
                : reading.see(caller, done.id(), preference, decided);
    }

    @GetMapping("/{id}")
    ResponseEntity<RequestShown> one(
            SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        Caller caller = callers.reading(me);
        Preference preference = Preference.of(prefer);
        View view = reading.changed(
                caller, RequestReading.id(id), preference, revision -> Revisions.known(ifNoneMatch, revision));
        HttpHeaders headers = headers(view, preference);
        return Revisions.known(ifNoneMatch, view.revision())
                ? new ResponseEntity<>(headers, HttpStatus.NOT_MODIFIED)
                : new ResponseEntity<>(showing.whole(view, caller), headers, HttpStatus.OK);
    }

    /// @param by who did it
    /// @param text one sentence
    record TimelineItemShown(long revision, Instant at, String event, RequestShown.Named by, String text) {}

    record TimelineShown(
            List<TimelineItemShown> items, @Nullable String next) {}

    @GetMapping("/{id}/timeline")
    TimelineShown timeline(SignedIn me, @PathVariable String id) {
        Caller caller = callers.reading(me);
        View view = reading.see(caller, RequestReading.id(id));
        People people = names.people();
        List<TimelineItemShown> items = views.timeline(view.request().id()).stream()
                .map(item -> new TimelineItemShown(
                        item.revision(),
                        item.at(),
                        item.event(),
                        people.named(item.by()),
                        Names.filled(
                                Timeline.text(item, view.request().dossier().votes()), people)))
                .toList();
        return new TimelineShown(items, null);
    }

    private static HttpHeaders headers(View view, Preference preference) {
        HttpHeaders headers = new HttpHeaders();
        headers.setETag(Revisions.tag(view.revision()));
        preference.applied(headers);
        return headers;
    }

    private static String key(@Nullable String header) {
        Matcher key = KEY.matcher(header == null ? "" : header.trim());
        if (!key.matches()) {
            throw new ProblemException(
                    RequestProblems.IDEMPOTENCY_KEY_MISSING,
                    "Send Idempotency-Key, a quoted string of 16 to 64 characters, such as \"0193a5e2-51aa-7c3e\".");
        }
        return key.group(1);
    }
}
