package hourglass.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Finding the request somebody means: by its id, by any unique ending of it, or by choosing from a list.
final class Requests {

    private static final Pattern FULL = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern ENDING = Pattern.compile("[0-9a-f-]{4,35}");
    private static final int PAGES = 10;

    private final Api api;
    private final Shell shell;

    Requests(Api api, Shell shell) {
        this.api = api;
        this.shell = shell;
    }

    /// The full id of what was typed.
    ///
    /// @throws Failure when nothing the caller may see ends so, or more than one does
    String resolved(String typed) {
        String ending = typed.startsWith("…") ? typed.substring(1) : typed;
        if (FULL.matcher(ending).matches()) {
            return ending;
        }
        if (!ENDING.matcher(ending).matches()) {
            throw Failure.usage("'" + typed + "' is no id. Give the whole id or 4 characters or more of its end.");
        }
        Set<String> found = new LinkedHashSet<>();
        for (String view : List.of("mine", "inbox", "all")) {
            rows("/v1/requests?limit=200&view=" + view)
                    .map(row -> Json.text(row, "id"))
                    .filter(id -> id.endsWith(ending))
                    .forEach(found::add);
            if (found.size() == 1) {
                return found.iterator().next();
            }
            if (found.size() > 1) {
                throw Failure.usage("More than one request ends in " + ending + ": " + String.join(", ", found) + ".");
            }
        }
        throw Failure.usage("No request that you may see ends in " + ending + ". List them: hourglass requests");
    }

    /// The id that was typed, the only one that can be acted on (`-`), or the one chosen from those.
    ///
    /// @param act the command, for the message
    /// @param view which list to choose from: mine, inbox
    /// @param states which of them can be meant; all when empty
    String resolvedOrChosen(@Nullable String typed, boolean asks, String act, String view, String... states) {
        boolean only = "-".equals(typed);
        if (typed != null && !only) {
            return resolved(typed);
        }
        if (!asks && !only) {
            throw Failure.usage("Which request? Run: hourglass " + act + " ID");
        }
        Set<String> possible = Set.of(states);
        List<JsonNode> rows = rows("/v1/requests?limit=50&view=" + view)
                .filter(row -> possible.isEmpty() || possible.contains(Json.text(row, "state")))
                .toList();
        if (rows.isEmpty()) {
            throw new Failure(Exit.DENIED, "There is nothing to " + act + ".");
        }
        if (only && rows.size() == 1) {
            return Json.text(rows.getFirst(), "id");
        }
        if (only) {
            throw Failure.usage("There are " + rows.size() + ". Run: hourglass " + act + " ID");
        }
        Map<String, String> choices = new LinkedHashMap<>();
        rows.forEach(row -> choices.put(String.valueOf(choices.size() + 1), Json.text(row, "id")));
        choices.forEach((number, id) -> shell.say("  " + number + "  " + line(rows.get(Integer.parseInt(number) - 1))));
        String chosen = choices.get(shell.ask("Which one (1-" + choices.size() + ")?"));
        if (chosen == null) {
            throw Failure.usage("None chosen.");
        }
        return chosen;
    }

    JsonNode view(String id) {
        return api.get("/v1/requests/" + id).body();
    }

    /// All rows of a list, page by page. A list the caller may not have is empty.
    Stream<JsonNode> rows(String path) {
        Stream.Builder<JsonNode> rows = Stream.builder();
        String next = path;
        for (int page = 0; page < PAGES && !next.isEmpty(); page++) {
            try {
                JsonNode body = api.get(next).body();
                Json.items(body, "items").forEach(rows::add);
                next = Json.text(body, "next");
            } catch (Problem refused) {
                if (refused.status() != 403) {
                    throw refused;
                }
                next = "";
            }
        }
        return rows.build();
    }

    /// One request in a line: who, what, how long, why.
    static String line(JsonNode row) {
        String reason = Json.text(row, "reason");
        String ticket = Json.text(row, "ticket");
        return "…" + Listing.shortId(Json.text(row, "id")) + "  " + Json.name(row.path("requester")) + "  "
                + resource(row) + "  " + Json.text(row, "role") + "  "
                + Moments.span(Json.text(row, "duration"))
                + (reason.isEmpty() ? "" : "  \"" + reason + "\"")
                + (ticket.isEmpty() ? "" : "  " + ticket);
    }

    /// The resource's id, in rows that name it and in views that describe it.
    static String resource(JsonNode row) {
        JsonNode resource = row.path("resource");
        return resource.isString() ? resource.stringValue() : Json.text(resource, "id");
    }
}
