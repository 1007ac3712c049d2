package hourglass.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Whom somebody can turn to, in a sentence: `{bob}, {carol} or anyone in group payments-leads`. People stand in
/// braces, to be named by the reader.
final class Whom {
    private static final int MOST = 5;

    private Whom() {}

    /// @param people ids
    /// @param from in policy's words; those that are neither a person nor a group are told by `people`
    static String of(Collection<String> people, Collection<String> from) {
        Set<String> ids = new LinkedHashSet<>(people);
        from.stream()
                .filter(word -> word.startsWith("user:"))
                .map(word -> word.substring("user:".length()))
                .forEach(ids::add);
        List<String> all = new ArrayList<>(
                ids.stream().limit(MOST).map(id -> "{" + id + "}").toList());
        if (ids.size() > MOST) {
            all.add((ids.size() - MOST) + " others");
        }
        from.stream()
                .filter(word -> word.startsWith("group:"))
                .distinct()
                .forEach(word -> all.add("anyone in group " + word.substring("group:".length())));
        return all.size() < 2
                ? String.join("", all)
                : String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
    }
}
