package hourglass.policy.engine;

import hourglass.policy.Decision.Truth;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Facts that a suite puts in place of what the ask, the directory and the catalog say; empty outside of suites.
///
/// @param facts path to value; null: not known
/// @param study whether roles without a target can be asked for
/// @param watcher hears what each condition said about people who might be asked; outside of suites nobody listens
public record Overlay(Map<String, @Nullable Object> facts, boolean study, BiConsumer<String, Truth> watcher) {

    /// Nothing is put in place of anything.
    static final Overlay NONE = new Overlay(Map.of(), false, (name, truth) -> {});

    public Overlay {
        facts = new HashMap<>(facts);
    }

    boolean covers(String path) {
        return facts.containsKey(path);
    }

    /// The same with one fact more in place of another.
    ///
    /// @param value null: not known
    Overlay with(String path, @Nullable Object value) {
        Overlay more = new Overlay(facts, study, watcher);
        more.facts.put(path, value);
        return more;
    }

    /// The same without the facts at `paths`.
    Overlay without(Set<String> paths) {
        if (facts.isEmpty()) {
            return this;
        }
        Overlay less = new Overlay(facts, study, watcher);
        less.facts.keySet().removeAll(paths);
        return less;
    }

    /// Puts the overlaid facts of `variable` into `values`.
    void apply(String variable, Map<String, Object> values) {
        if (facts.isEmpty()) {
            return;
        }
        facts.forEach((path, value) -> {
            if (path.startsWith(variable)
                    && path.length() > variable.length()
                    && path.charAt(variable.length()) == '.') {
                String field = path.substring(variable.length() + 1);
                if (value == null) {
                    values.remove(field);
                } else {
                    values.put(field, value);
                }
            }
        });
    }
}
