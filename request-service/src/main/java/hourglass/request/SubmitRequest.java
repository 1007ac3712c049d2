package hourglass.request;

import hourglass.request.Outcome.Done;
import hourglass.request.Outcome.Refused;
import hourglass.request.Refusal.Rule;
import hourglass.request.Requests.Locked;
import hourglass.request.Requests.Submitted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks for access. Safe to repeat with the same key, for ever.
public final class SubmitRequest {
    private final Requests requests;
    private final Catalog catalog;
    private final Digests digests;
    private final NewIds newIds;
    private final Links links;

    public SubmitRequest(Requests requests, Catalog catalog, Digests digests, NewIds newIds) {
        this.requests = requests;
        this.catalog = catalog;
        this.digests = digests;
        this.newIds = newIds;
        this.links = new Links(requests);
    }

    /// Puts a new request before policy.
    ///
    /// @param idempotencyKey 16 to 64 characters, unique per person for ever; a refused form doesn't use it up
    public Outcome submit(Caller caller, String idempotencyKey, RequestForm form) {
        return requests.inOneTransaction(() -> {
            Submitted before = requests.submittedWith(caller.person(), idempotencyKey);
            return before != null ? repeated(before, form) : first(caller, idempotencyKey, form);
        });
    }

    private static Outcome repeated(Submitted before, RequestForm form) {
        return before.form().equals(form.fingerprint())
                ? new Done(before.id(), before.revision(), false)
                : refused(Refusal.of(
                        Rule.IDEMPOTENCY_KEY_REUSED,
                        "This Idempotency-Key was used for request " + before.id()
                                + " with another body: take a new key."));
    }

    private Outcome first(Caller caller, String idempotencyKey, RequestForm form) {
        Surroundings around = requests.around(caller.person(), form.access());
        Instant now = around.now();
        List<Refusal> errors = form.errors(now);
        if (!errors.isEmpty()) {
            return new Refused(null, errors);
        }
        Refusal unlisted = catalog.refusal(form.access());
        if (unlisted != null) {
            return refused(unlisted);
        }
        if (around.newestSerial() == 0) {
            return refused(Refusal.of(
                    Rule.CANNOT_DECIDE, "No policy has been accepted yet, so nothing can be decided: try again soon."));
        }
        List<Refusal> unlinked = links.refusals(caller.person(), form);
        if (!unlinked.isEmpty()) {
            return new Refused(null, unlinked);
        }
        RequestId id = new RequestId(newIds.at(now));
        if (form.replaces() != null) {
            Refusal refusal = replace(form.replaces(), caller, id);
            if (refusal != null) {
                return refused(refusal);
            }
        }
        Content content = form.content(id, caller.person(), now);
        Surroundings afterAnyWait = form.replaces() == null ? around : requests.around(caller.person(), form.access());
        Step step = RequestDecider.submit(
                content, digests.of(content), caller.session().usedAt(now), afterAnyWait);
        requests.add(step, idempotencyKey, form.fingerprint(), caller.actor());
        return new Done(id, step.events().size(), true);
    }

    private @Nullable Refusal replace(RequestId old, Caller caller, RequestId replacement) {
        Locked locked = requests.lock(old);
        if (locked == null) {
            return new Refusal(Rule.NOT_FOUND, Visibility.notFound(old), "/replaces");
        }
        Command command = new Command.Replace(caller.person(), replacement);
        return switch (RequestDecider.decide(locked.request(), command, locked.around())) {
            case Result.Moved(var step) -> {
                requests.save(locked, step, caller.actor(), null);
                yield null;
            }
            case Result.Unchanged _ -> null;
            case Result.Refused(var refusal) -> new Refusal(refusal.rule(), refusal.detail(), "/replaces");
        };
    }

    private static Outcome refused(Refusal refusal) {
        return new Refused(null, List.of(refusal));
    }
}
