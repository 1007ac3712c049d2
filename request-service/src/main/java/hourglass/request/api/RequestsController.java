package hourglass.request.api;

import hourglass.request.Access;
import hourglass.request.Caller;
import hourglass.request.Outcome;
import hourglass.request.Refusal;
import hourglass.request.RequestForm;
import hourglass.request.RequestId;
import hourglass.request.RequestViews;
import hourglass.request.RequestViews.View;
import hourglass.request.SubmitRequest;
import hourglass.request.Visibility;
import hourglass.web.ProblemException;
import hourglass.web.ProblemException.FieldError;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Asking for access, and looking at what became of it.
@RestController
@RequestMapping("/v1/requests")
class RequestsController {
    private final SubmitRequest submitRequest;
    private final RequestViews views;
    private final Callers callers;

    RequestsController(SubmitRequest submitRequest, RequestViews views, Callers callers) {
        this.submitRequest = submitRequest;
        this.views = views;
        this.callers = callers;
    }

    record Body(
            String resource,
            String role,
            Duration duration,
            String reason,
            @Nullable String ticket) {
        RequestForm form() {
            return new RequestForm(new Access(resource, role), duration, null, reason, ticket, false, null, null, null);
        }
    }

    record Shown(String id, String state, long revision, String requestDigest, Instant submittedAt) {
        static Shown of(View view) {
            return new Shown(
                    view.request().id().value(),
                    view.state().name(),
                    view.revision(),
                    "sha256:" + view.request().dossier().digest(),
                    view.request().dossier().content().submittedAt());
        }
    }

    @PostMapping
    ResponseEntity<Shown> submit(SignedIn me, @RequestHeader("Idempotency-Key") String key, @RequestBody Body body) {
        Caller caller = callers.of(me, "request");
        return switch (submitRequest.submit(caller, key, body.form())) {
            case Outcome.Done done ->
                ResponseEntity.created(URI.create("/v1/requests/" + done.id()))
                        .eTag("\"" + done.revision() + "\"")
                        .body(Shown.of(seen(caller, done.id())));
            case Outcome.Refused refused ->
                throw ProblemException.invalid(refused.refusals().stream()
                        .map(RequestsController::error)
                        .toList());
        };
    }

    @GetMapping("/{id}")
    ResponseEntity<Shown> one(SignedIn me, @PathVariable String id) {
        View view = seen(callers.of(me, "show"), RequestId.of(id));
        return ResponseEntity.ok().eTag("\"" + view.revision() + "\"").body(Shown.of(view));
    }

    private View seen(Caller caller, RequestId id) {
        View view = views.find(id);
        if (view == null || !Visibility.sees(caller, view.request(), view.owner())) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no request " + id + " that you may see.");
        }
        return view;
    }

    private static FieldError error(Refusal refusal) {
        return new FieldError(refusal.pointer() == null ? "" : refusal.pointer(), refusal.detail());
    }
}
