package hourglass.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The resources the caller may see, by name; and what was meant when there is none of that name.
final class Catalog {

    private final Api api;

    Catalog(Api api) {
        this.api = api;
    }

    /// @throws Failure naming the nearest resource when there is none of this id
    JsonNode resource(String id) {
        try {
            return api.get("/v1/resources/" + Wire.segment(id)).body();
        } catch (Problem problem) {
            if (problem.status() != 404) {
                throw problem;
            }
            throw Failure.usage("No resource '" + id + "'." + meant(id, all()));
        }
    }

    /// @throws Failure naming the roles there are
    static JsonNode role(JsonNode resource, String name) {
        return Json.items(resource, "roles")
                .filter(role -> Json.text(role, "role").equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.usage("No role '" + name + "' on " + Json.text(resource, "id")
                        + ". There are: "
                        + String.join(
                                ", ",
                                Json.items(resource, "roles")
                                        .map(role -> Json.text(role, "role"))
                                        .toList())
                        + "."));
    }

    private List<String> all() {
        return Json.items(api.get("/v1/resources?limit=200").body(), "items")
                .map(resource -> Json.text(resource, "id"))
                .toList();
    }

    static String meant(String typed, List<String> known) {
        Optional<String> nearest = known.stream().min(Comparator.comparingInt(id -> distance(typed, id)));
        return nearest.filter(id -> distance(typed, id) <= Math.max(2, typed.length() / 3))
                .map(id -> " Did you mean " + id + "?")
                .orElse(" List them: hourglass find");
    }

    /// Levenshtein's distance.
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int above = row[column];
                int change = one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1;
                row[column] = Math.min(Math.min(row[column], row[column - 1]) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
