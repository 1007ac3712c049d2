package hourglass.policy.engine.documents;

import java.util.List;
import java.util.Map;

/// What a document is about. A list means any of, an empty one matches all; all keys must match (rule 2).
///
/// @param names globs, in which `*` is any run of characters
/// @param roles globs too
/// @param except targets that are left out
public record Target(
        List<String> types,
        List<String> names,
        List<String> projects,
        List<String> environments,
        List<String> sensitivities,
        Map<String, List<String>> labels,
        List<String> roles,
        List<Target> except) {

    /// Everything.
    public static final Target ALL =
            new Target(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of());

    /// Whether it is about this role on this resource.
    public boolean matches(CatalogResource resource, String role) {
        return matchesResource(resource)
                && (roles.isEmpty() || roles.stream().anyMatch(glob -> globMatches(glob, role)))
                && except.stream().noneMatch(other -> other.matches(resource, role));
    }

    private boolean matchesResource(CatalogResource resource) {
        return among(types, resource.type())
                && among(projects, resource.project())
                && among(environments, resource.environment())
                && among(sensitivities, resource.sensitivity())
                && (names.isEmpty() || names.stream().anyMatch(glob -> globMatches(glob, resource.id())))
                && labels.entrySet().stream()
                        .allMatch(label ->
                                label.getValue().contains(resource.labels().getOrDefault(label.getKey(), "\u0000")));
    }

    private static boolean among(List<String> wanted, String value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    /// Whether `text` matches `glob`; at worst the product of their lengths in time, whatever the glob.
    static boolean globMatches(String glob, String text) {
        int star = glob.indexOf('*');
        if (star < 0) {
            return glob.equals(text);
        }
        int g = 0;
        int t = 0;
        int lastStar = -1;
        int resume = 0;
        while (t < text.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                lastStar = g++;
                resume = t;
            } else if (g < glob.length() && glob.charAt(g) == text.charAt(t)) {
                g++;
                t++;
            } else if (lastStar >= 0) {
                g = lastStar + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
