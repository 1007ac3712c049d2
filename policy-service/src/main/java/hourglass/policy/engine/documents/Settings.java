package hourglass.policy.engine.documents;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings of a repository.
///
/// @param owners path prefix to owner; the longest prefix that fits wins
/// @param within how long a stage is open that doesn't say
/// @param hold how long a held request waits before it lapses
public record Settings(Head head, Map<String, String> owners, Duration within, Duration hold) {

    /// The owner of the document at `path`: of its longest prefix, on whole path segments; null when none fits.
    public @Nullable String ownerOf(String path) {
        String prefix = prefixOf(path);
        return prefix == null ? null : owners.get(prefix);
    }

    /// The prefix that decides whose the document at `path` is; null when none fits.
    public @Nullable String prefixOf(String path) {
        String best = null;
        for (String prefix : owners.keySet()) {
            boolean fits =
                    prefix.equals("/") || path.equals(prefix) || (prefix.endsWith("/") && path.startsWith(prefix));
            if (fits && (best == null || length(prefix) > length(best))) {
                best = prefix;
            }
        }
        return best;
    }

    private static int length(String prefix) {
        return prefix.equals("/") ? 0 : prefix.length();
    }
}
