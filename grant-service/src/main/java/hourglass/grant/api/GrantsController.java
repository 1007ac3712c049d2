package hourglass.grant.api;

import hourglass.grant.GrantView;
import hourglass.grant.GrantViews;
import hourglass.grant.People;
import hourglass.grant.RequestId;
import hourglass.web.Cursors;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// Grants for reading: one's own, and all of them for operators and auditors.
@RestController
class GrantsController {
    private static final int MOST = 200;
    private static final Set<String> STATES =
            Set.of("PROVISIONING", "ACTIVE", "REVOKING", "OVERDUE", "REVOKED", "FAILED", "CLOSED");

    private final GrantViews views;
    private final People people;
    private final Cursors cursors;

    GrantsController(GrantViews views, People people, Cursors cursors) {
        this.views = views;
        this.people = people;
        this.cursors = cursors;
    }

    /// A page of a list.
    ///
    /// @param next address of the next page; null at the end
    record Page(List<GrantBody.Row> items, @Nullable String next) {}

    @GetMapping("/v1/grants/{id}")
    ResponseEntity<GrantBody> one(@PathVariable String id, SignedIn me) {
        Caller caller = Caller.of(me, people);
        GrantView grant = visible(id, caller);
        return ResponseEntity.ok().eTag(Revisions.tag(grant.revision())).body(GrantBody.of(grant, caller));
    }

    @GetMapping("/v1/grants")
    Page list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            SignedIn me) {
        Caller caller = Caller.of(me, people);
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(ProblemType.MALFORMED, "limit is 1 to " + MOST + ".");
        }
        GrantViews.Filter filter = new GrantViews.Filter(states(state, overdue), resource, person, target);
        if (!caller.seesAll()) {
            if (caller.person() == null || (person != null && !person.equals(caller.person()))) {
                return new Page(List.of(), null);
            }
            filter = new GrantViews.Filter(filter.states(), resource, caller.person(), target);
        }
        String list = caller.actor().id() + " " + filter;
        String last = cursors.last(list, cursor);
        List<GrantView> found = views.list(filter, last == null ? null : new RequestId(last), limit + 1);
        boolean more = found.size() > limit;
        List<GrantView> shown = found.subList(0, Math.min(limit, found.size()));
        @Nullable
        String next = more
                ? next(state, resource, person, target, overdue, limit)
                        .queryParam(
                                "cursor",
                                cursors.after(list, shown.getLast().request().text()))
                        .encode()
                        .toUriString()
                : null;
        return new Page(
                shown.stream().map(grant -> GrantBody.of(grant, caller).row()).toList(), next);
    }

    private GrantView visible(String id, Caller caller) {
        return parsed(id)
                .flatMap(views::find)
                .filter(caller::sees)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no grant " + shown(id) + " that you may see."));
    }

    static Optional<RequestId> parsed(String id) {
        try {
            return Optional.of(new RequestId(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String shown(String id) {
        return id.length() > 40 ? id.substring(0, 40) + "…" : id;
    }

    private static List<String> states(@Nullable String state, boolean overdue) {
        if (overdue) {
            return List.of("OVERDUE");
        }
        List<String> states = state == null ? List.of() : List.of(state.split(",", -1));
        if (!STATES.containsAll(states)) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "state is one of PROVISIONING, ACTIVE, REVOKING, OVERDUE, REVOKED, FAILED, CLOSED, or several with commas.");
        }
        return states;
    }

    private static UriComponentsBuilder next(
            @Nullable String state,
            @Nullable String resource,
            @Nullable String person,
            @Nullable String target,
            boolean overdue,
            int limit) {
        UriComponentsBuilder next = UriComponentsBuilder.fromPath("/v1/grants")
                .queryParamIfPresent("state", Optional.ofNullable(state))
                .queryParamIfPresent("resource", Optional.ofNullable(resource))
                .queryParamIfPresent("person", Optional.ofNullable(person))
                .queryParamIfPresent("target", Optional.ofNullable(target))
                .queryParam("limit", limit);
        return overdue ? next.queryParam("overdue", true) : next;
    }
}
