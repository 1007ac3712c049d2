package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.PersonId;
import hourglass.request.RequestId;
import hourglass.request.RequestState;
import hourglass.request.RequestViews;
import hourglass.request.RequestViews.Filter;
import hourglass.request.RequestViews.Page;
import hourglass.request.RequestViews.View;
import hourglass.request.api.RequestShown.RequestRow;
import hourglass.web.Cursors;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// Lists of requests: mine, what waits for me, and all that I may oversee. Newest first.
@RestController
class ListsController {
    static final int MOST = 200;

    private final RequestViews views;
    private final RequestShowing showing;
    private final Callers callers;
    private final Cursors cursors;

    ListsController(RequestViews views, RequestShowing showing, Callers callers, Cursors cursors) {
        this.views = views;
        this.showing = showing;
        this.callers = callers;
        this.cursors = cursors;
    }

    private enum Which {
        MINE,
        INBOX,
        ALL
    }

    /// @param next address of what follows; null at the end
    record RequestsShown(List<RequestRow> items, @Nullable String next) {}

    /// @param view mine (default), inbox or all
    /// @param since submitted then or later, RFC 3339
    /// @param limit 1 to 200
    @GetMapping("/v1/requests")
    RequestsShown list(
            SignedIn me,
            @RequestParam(defaultValue = "mine") String view,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam(required = false) @Nullable String requester,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Caller caller = callers.reading(me);
        Which which = one(Which.class, "view", view);
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("view", which.name().toLowerCase(Locale.ROOT));
        put(asked, "state", state);
        put(asked, "resource", Texts.parameter("resource", resource));
        put(asked, "requester", Texts.parameter("requester", requester));
        put(asked, "since", since);
        asked.put("limit", String.valueOf(limit));
        Filter filter = new Filter(
                state == null ? null : one(RequestState.class, "state", state),
                resource,
                requester == null || requester.isBlank() ? null : person(requester),
                since == null ? null : time(since));
        String list = caller.person() + " " + asked;
        String last = cursors.last(list, cursor);
        int size = checked(limit);
        Page page = new Page(last == null ? null : RequestId.of(last), size + 1);
        List<View> found = switch (which) {
            case MINE -> views.mine(caller.person(), filter, page);
            case INBOX -> views.inbox(caller, filter, page);
            case ALL -> views.all(caller, filter, page);
        };
        List<View> shown = found.subList(0, Math.min(size, found.size()));
        return new RequestsShown(showing.rows(shown), found.size() > size ? next(list, asked, shown) : null);
    }

    private String next(String list, Map<String, String> asked, List<View> shown) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/v1/requests");
        asked.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        address.queryParam(
                "cursor", cursors.after(list, shown.getLast().request().id().value()));
        return address.encode().buildAndExpand(asked).toUriString();
    }

    static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw malformed("The parameter limit is a number from 1 to " + MOST + ".");
        }
        return limit;
    }

    private static <E extends Enum<E>> E one(Class<E> type, String name, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw malformed("The parameter " + name + " is one of "
                + String.join(
                        ", ",
                        List.of(type.getEnumConstants()).stream()
                                .map(Enum::name)
                                .toList()) + ".");
    }

    private static PersonId person(String text) {
        if (text.length() > 200) {
            throw malformed("The parameter requester is a person's id, 1 to 200 characters.");
        }
        return new PersonId(text);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw malformed("The parameter since is a time such as 2026-11-24T09:00:00Z.");
        }
    }

    private static void put(Map<String, String> asked, String name, @Nullable String value) {
        if (value != null) {
            asked.put(name, value);
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemType.MALFORMED, detail);
    }
}
