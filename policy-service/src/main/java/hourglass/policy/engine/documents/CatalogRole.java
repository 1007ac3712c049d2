package hourglass.policy.engine.documents;

import hourglass.policy.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A role as a type or a resource says it; what a resource leaves out comes from its type.
///
/// @param title null when it doesn't say
/// @param allows null when it doesn't say
/// @param target null when it doesn't say
/// @param entitlements empty when it doesn't say
/// @param connect null when it doesn't say
public record CatalogRole(
        String role,
        @Nullable String title,
        @Nullable String allows,
        @Nullable String target,
        List<String> entitlements,
        List<String> standing,
        Resource.Drift drift,
        @Nullable String connect) {

    /// This role with what it leaves out taken from `type`.
    CatalogRole over(CatalogRole type) {
        return new CatalogRole(
                role,
                title == null ? type.title : title,
                allows == null ? type.allows : allows,
                target == null ? type.target : target,
                entitlements.isEmpty() ? type.entitlements : entitlements,
                standing.isEmpty() ? type.standing : standing,
                drift == Resource.Drift.REPORT ? type.drift : drift,
                connect == null ? type.connect : connect);
    }
}
