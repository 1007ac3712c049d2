package hourglass.policy.loading;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What differs between the files of two commits.
final class ChangedPaths {
    private ChangedPaths() {}

    /// Whether something differs, and nothing but the directory of people.
    static boolean onlyDirectory(Map<String, byte[]> before, Map<String, byte[]> after) {
        SortedSet<String> changed = between(before, after);
        return !changed.isEmpty()
                && changed.stream().allMatch(path -> path.equals("directory.yaml") || path.startsWith("directory/"));
    }

    private static SortedSet<String> between(Map<String, byte[]> before, Map<String, byte[]> after) {
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.removeIf(path -> Arrays.equals(before.get(path), after.get(path)));
        return paths;
    }
}
