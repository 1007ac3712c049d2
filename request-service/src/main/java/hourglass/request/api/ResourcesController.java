package hourglass.request.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import hourglass.request.Caller;
import hourglass.request.Catalog;
import hourglass.request.RequestState;
import hourglass.request.RequestViews;
import hourglass.request.RequestViews.Filter;
import hourglass.request.RequestViews.Page;
import hourglass.request.RequestViews.View;
import hourglass.web.Cursors;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// What can be asked for: the catalog of the newest policy set.
@RestController
@RequestMapping("/v1/resources")
class ResourcesController {
    private static final List<RequestState> UNFINISHED =
            Arrays.stream(RequestState.values()).filter(state -> !state.over()).toList();

    private final Catalog catalog;
    private final RequestViews views;
    private final Callers callers;
    private final Cursors cursors;

    ResourcesController(Catalog catalog, RequestViews views, Callers callers, Cursors cursors) {
        this.catalog = catalog;
        this.views = views;
        this.callers = callers;
        this.cursors = cursors;
    }

    /// @param owner in policy's words
    /// @param mine what the reader has going on there
    record ResourceShown(
            String id,
            String title,
            String type,
            @Nullable String environment,
            @Nullable String sensitivity,
            @Nullable String project,
            String owner,
            Map<String, String> labels,
            List<RoleShown> roles,
            MineShown mine) {}

    /// @param allows what it lets a person do
    /// @param connect how to connect, with `{account}` for the account
    /// @param byDefault what a form may propose; null when no policy proposes anything
    /// @param max the longest that an ordinary way in gives to anybody; the preview says what the reader would get
    /// @param breakGlass whether some policy lets the glass be broken; null while policy-service hasn't said
    record RoleShown(
            String role,
            String title,
            String allows,
            @Nullable String connect,
            @JsonProperty("default") @Nullable Duration byDefault,
            @Nullable Duration max,
            @Nullable Boolean breakGlass) {
        static RoleShown of(Catalog.Role role) {
            return new RoleShown(
                    role.role(),
                    role.title(),
                    role.allows(),
                    role.connect(),
                    role.byDefault(),
                    role.max(),
                    role.breakGlass());
        }
    }

    /// @param open requests not yet decided for good
    /// @param live requests whose access is on
    record MineShown(List<String> open, List<String> live) {}

    record ResourcesShown(
            List<ResourceShown> items, @Nullable String next) {}

    /// @param q part of an id or a title
    @GetMapping
    ResourcesShown list(
            SignedIn me,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Caller caller = callers.reading(me);
        int size = ListsController.checked(limit);
        Map<String, String> asked = new LinkedHashMap<>();
        put(asked, "q", q);
        put(asked, "type", type);
        put(asked, "environment", environment);
        asked.put("limit", String.valueOf(size));
        String list = "resources " + asked;
        List<Catalog.Resource> found = catalog.search(q, type, environment, cursors.last(list, cursor), size + 1);
        List<Catalog.Resource> shown = found.subList(0, Math.min(size, found.size()));
        List<View> mine = mine(caller, null);
        return new ResourcesShown(
                shown.stream().map(resource -> shown(resource, mine)).toList(),
                found.size() > size ? next(list, asked, shown) : null);
    }

    @GetMapping("/{id}")
    ResourceShown one(SignedIn me, @PathVariable String id) {
        Caller caller = callers.reading(me);
        Catalog.Resource resource = catalog.find(String.valueOf(Texts.parameter("id", id)));
        if (resource == null) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "No resource of this id is in the catalog: GET /v1/resources lists them.");
        }
        return shown(resource, mine(caller, id));
    }

    private List<View> mine(Caller caller, @Nullable String resource) {
        return UNFINISHED.stream()
                .flatMap(state -> views
                        .mine(
                                caller.person(),
                                new Filter(state, resource, null, null),
                                new Page(null, ListsController.MOST))
                        .stream())
                .toList();
    }

    private static ResourceShown shown(Catalog.Resource resource, List<View> mine) {
        return new ResourceShown(
                resource.id(),
                resource.title(),
                resource.type(),
                resource.environment(),
                resource.sensitivity(),
                resource.project(),
                resource.owner(),
                resource.labels(),
                resource.roles().stream().map(RoleShown::of).toList(),
                new MineShown(ids(resource, mine, RequestState::open), ids(resource, mine, state -> !state.open())));
    }

    private static List<String> ids(Catalog.Resource resource, List<View> mine, Predicate<RequestState> which) {
        return mine.stream()
                .filter(view -> which.test(view.state()))
                .map(view -> view.request().dossier().content())
                .filter(content -> content.access().resource().equals(resource.id()))
                .map(content -> content.id().value())
                .toList();
    }

    private String next(String list, Map<String, String> asked, List<Catalog.Resource> shown) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/v1/resources");
        asked.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        address.queryParam("cursor", cursors.after(list, shown.getLast().id()));
        return address.encode().buildAndExpand(asked).toUriString();
    }

    private static void put(Map<String, String> asked, String name, @Nullable String value) {
        String checked = Texts.parameter(name, value);
        if (checked != null) {
            asked.put(name, checked);
        }
    }
}
