package hourglass.policy.engine.documents;

import java.util.List;
import java.util.Map;

/// A kind of resource.
///
/// @param policiesFrom whose policies count beside the owner's
/// @param obligations what it can be obliged to
public record CatalogType(
        String id, String title, List<String> policiesFrom, List<String> obligations, Map<String, CatalogRole> roles) {}
