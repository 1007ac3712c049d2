package hourglass.request.api;

import hourglass.request.ActOnRequest;
import hourglass.request.Caller;
import hourglass.request.Outcome;
import hourglass.request.Refusal;
import hourglass.request.Refusal.Rule;
import hourglass.request.RequestId;
import hourglass.request.RequestViews.View;
import hourglass.request.ReviewBreakGlass;
import hourglass.web.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What people do with a request that exists. Each act may be repeated: the repeat changes nothing and says the same.
@RestController
@RequestMapping("/v1/requests")
class ActsController {
    private final ActOnRequest act;
    private final ReviewBreakGlass reviews;
    private final RequestReading reading;
    private final RequestShowing showing;
    private final Callers callers;
    private final RateLimits limits;
    private final Names names;

    ActsController(
            ActOnRequest act,
            ReviewBreakGlass reviews,
            RequestReading reading,
            RequestShowing showing,
            Callers callers,
            RateLimits limits,
            Names names) {
        this.act = act;
        this.reviews = reviews;
        this.reading = reading;
        this.showing = showing;
        this.callers = callers;
        this.limits = limits;
        this.names = names;
    }

    /// @param requestDigest of the request that the voter saw, as its view has it
    /// @param stage may be left out when only one open stage asks the voter
    /// @param comment at most 1,000 characters; needed to refuse
    record VoteBody(
            @Nullable String requestDigest,
            @Nullable String stage,
            @Nullable String comment) {
        private static final String PREFIX = "sha256:";

        String digest() {
            List<Refusal> errors = new ArrayList<>();
            Texts.check("/stage", stage, errors);
            Texts.check("/comment", comment, errors);
            if (requestDigest == null || !requestDigest.matches(PREFIX + "[0-9a-f]{64}")) {
                errors.add(new Refusal(
                        Rule.INVALID, "Send the requestDigest of the request you saw, sha256:….", "/requestDigest"));
            }
            if (!errors.isEmpty() || requestDigest == null) {
                throw Refusals.invalid(errors);
            }
            return requestDigest.substring(PREFIX.length());
        }
    }

    /// @param comment at most 1,000 characters; operators give one to cancel and to end
    record CommentBody(@Nullable String comment) {
        static @Nullable String checked(@Nullable CommentBody body) {
            String comment = body == null ? null : body.comment();
            List<Refusal> errors = new ArrayList<>();
            Texts.check("/comment", comment, errors);
            if (comment != null && comment.length() > 1_000) {
                errors.add(new Refusal(Rule.INVALID, "A comment has at most 1,000 characters.", "/comment"));
            }
            if (!errors.isEmpty()) {
                throw Refusals.invalid(errors);
            }
            return comment;
        }
    }

    /// @param outcome justified or not-justified
    /// @param comment what was found, 1 to 1,000 characters
    record ReviewBody(@Nullable String outcome, @Nullable String comment) {
        boolean justified() {
            return switch (outcome == null ? "" : outcome) {
                case "justified" -> true;
                case "not-justified" -> false;
                default ->
                    throw Refusals.invalid(
                            List.of(new Refusal(Rule.INVALID, "Write justified or not-justified.", "/outcome")));
            };
        }
    }

    @PostMapping("/{id}:approve")
    ResponseEntity<RequestShown> approve(
            SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestBody VoteBody vote,
            HttpServletResponse answer) {
        Caller caller = limited(me, answer);
        Long revision = Revisions.wanted(ifMatch);
        RequestId request = RequestReading.id(id);
        Outcome outcome = act.approve(caller, request, vote.stage(), vote.digest(), vote.comment(), revision);
        return shown(caller, outcome, prefer, ActsController::answered);
    }

    @PostMapping("/{id}:refuse")
    ResponseEntity<RequestShown> refuse(
            SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestBody VoteBody vote,
            HttpServletResponse answer) {
        Caller caller = limited(me, answer);
        Long revision = Revisions.wanted(ifMatch);
        RequestId request = RequestReading.id(id);
        Outcome outcome = act.refuse(caller, request, vote.stage(), vote.digest(), vote.comment(), revision);
        return shown(caller, outcome, prefer, ActsController::answered);
    }

    @PostMapping("/{id}:cancel")
    ResponseEntity<RequestShown> cancel(
            SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestBody(required = false) @Nullable CommentBody body,
            HttpServletResponse answer) {
        Caller caller = limited(me, answer);
        Outcome outcome =
                act.cancel(caller, RequestReading.id(id), CommentBody.checked(body), Revisions.wanted(ifMatch));
        return shown(caller, outcome, prefer, _ -> true);
    }

    @PostMapping("/{id}:resume")
    ResponseEntity<RequestShown> resume(
            SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            HttpServletResponse answer) {
        Caller caller = limited(me, answer);
        RequestId request = RequestReading.id(id);
        FreshSession.check(reading.see(caller, request), caller, me);
        Outcome outcome = act.resume(caller, request, Revisions.wanted(ifMatch));
        return shown(caller, outcome, prefer, ActsController::answered);
    }

    /// Never limited: taking access away must always work.
    @PostMapping("/{id}:end")
    ResponseEntity<RequestShown> end(
            SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestBody(required = false) @Nullable CommentBody body) {
        Caller caller = callers.acting(me);
        Outcome outcome = act.end(caller, RequestReading.id(id), CommentBody.checked(body), Revisions.wanted(ifMatch));
        return shown(caller, outcome, prefer, view -> view.state().over());
    }

    @PostMapping("/{id}:review")
    ResponseEntity<RequestShown> review(
            SignedIn me,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody ReviewBody body,
            HttpServletResponse answer) {
        Caller caller = limited(me, answer);
        boolean justified = body.justified();
        String comment = Optional.ofNullable(CommentBody.checked(new CommentBody(body.comment())))
                .orElse("");
        Outcome outcome = reviews.review(caller, RequestReading.id(id), justified, comment, Revisions.wanted(ifMatch));
        return shown(caller, outcome, null, _ -> true);
    }

    /// An ask of a request that is over is never answered.
    private static boolean answered(View view) {
        return view.state().over() || !view.request().dossier().asks().unanswered();
    }

    private Caller limited(SignedIn me, HttpServletResponse answer) {
        Caller caller = callers.acting(me);
        limits.count(caller, RateLimits.Kind.ACT, answer);
        return caller;
    }

    private ResponseEntity<RequestShown> shown(
            Caller caller, Outcome outcome, @Nullable String prefer, Predicate<View> settled) {
        return switch (outcome) {
            case Outcome.Refused refused -> throw Refusals.problem(refused, names.people());
            case Outcome.Done done -> {
                Preference preference = Preference.of(prefer);
                View view = reading.see(caller, done.id(), preference, settled);
                HttpHeaders headers = new HttpHeaders();
                headers.setETag(Revisions.tag(view.revision()));
                preference.applied(headers);
                yield new ResponseEntity<>(showing.whole(view, caller), headers, HttpStatus.OK);
            }
        };
    }
}
