package hourglass.events;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The `$ref`s of a YAML document: within it (`#/a/b`), or to a file beside it.
final class References {
    private References() {}

    /// Each one, as often as it is there.
    static List<String> in(Object node) {
        List<String> references = new ArrayList<>();
        collect(node, references);
        return references;
    }

    /// Those that lead nowhere.
    static List<String> dangling(Map<?, ?> document) {
        return in(document).stream()
                .filter(reference -> !resolves(document, reference))
                .toList();
    }

    private static void collect(Object node, List<String> references) {
        if (node instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                references.add(reference);
            }
            map.values().forEach(value -> collect(value, references));
        } else if (node instanceof List<?> list) {
            list.forEach(item -> collect(item, references));
        }
    }

    private static boolean resolves(Map<?, ?> document, String reference) {
        if (!reference.startsWith("#/")) {
            return Files.isRegularFile(Path.of(reference));
        }
        Object here = document;
        for (String name : reference.substring(2).split("/", -1)) {
            here = here instanceof Map<?, ?> map ? map.get(name) : null;
            if (here == null) {
                return false;
            }
        }
        return true;
    }
}
