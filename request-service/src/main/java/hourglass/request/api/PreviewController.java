package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.Catalog;
import hourglass.request.Refusal;
import hourglass.request.RequestForm;
import hourglass.request.Requests;
import hourglass.request.Standing;
import hourglass.web.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Ask before you ask: what would be decided now, who would be asked, what would pass. No effect, no event.
@RestController
class PreviewController {
    private final PolicyService policy;
    private final Requests requests;
    private final Catalog catalog;
    private final Callers callers;
    private final RateLimits limits;
    private final InstantSource clock;

    PreviewController(
            PolicyService policy,
            Requests requests,
            Catalog catalog,
            Callers callers,
            RateLimits limits,
            InstantSource clock) {
        this.policy = policy;
        this.requests = requests;
        this.catalog = catalog;
        this.callers = callers;
        this.limits = limits;
        this.clock = clock;
    }

    @PostMapping("/v1/requests:preview")
    JsonNode preview(SignedIn me, @RequestBody SubmitBody body, HttpServletResponse answer) {
        Caller caller = callers.acting(me);
        limits.count(caller, RateLimits.Kind.PREVIEW, answer);
        RequestForm form = body.form(clock.instant());
        Refusal unlisted = catalog.refusal(form.access());
        if (unlisted != null) {
            throw Refusals.invalid(List.of(unlisted));
        }
        Standing standing = requests.inOneTransaction(
                () -> requests.around(caller.person(), form.access()).standing());
        return policy.explain(caller, form, standing);
    }
}
