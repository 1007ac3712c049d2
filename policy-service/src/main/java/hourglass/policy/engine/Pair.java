package hourglass.policy.engine;

import hourglass.policy.engine.documents.CatalogResource;
import hourglass.policy.engine.documents.CatalogRole;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A role on a resource, with every document that can have a say about it: found once, when the set is built, so that
/// a decision takes as long with ten thousand documents as with ten.
///
/// @param target null: the role has none, and can't be asked for
/// @param facts the resource's, as conditions read them
/// @param policies those that match and are admitted, by id
/// @param guardrails those that match, by id
/// @param meets obligations that its type can meet
record Pair(
        CatalogResource resource,
        CatalogRole role,
        @Nullable String target,
        Map<String, Object> facts,
        List<LinkedPolicy> policies,
        List<LinkedGuardrail> guardrails,
        List<String> meets) {

    static String key(String resource, String role) {
        return resource + "/" + role;
    }
}
