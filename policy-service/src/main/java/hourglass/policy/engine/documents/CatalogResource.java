package hourglass.policy.engine.documents;

import hourglass.policy.Resource;
import hourglass.policy.engine.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A resource of the catalog as written; it carries every Resource fact, so that a target is never unknown.
///
/// @param owner by the path of its document
/// @param policiesFrom null: its type's
/// @param target null: each role names its own, or has none
/// @param ownRoles what it says about roles itself
public record CatalogResource(
        String id,
        String title,
        String type,
        String owner,
        String project,
        String service,
        String environment,
        String sensitivity,
        Map<String, String> labels,
        @Nullable List<String> policiesFrom,
        @Nullable String target,
        Map<String, CatalogRole> ownRoles,
        Place at) {

    /// Its roles: its type's and its own, by name.
    public Map<String, CatalogRole> roles(CatalogType ofType) {
        Map<String, CatalogRole> all = new LinkedHashMap<>(ofType.roles());
        ownRoles.forEach((name, role) -> all.merge(name, role, (inherited, own) -> own.over(inherited)));
        return all;
    }

    /// Whether policies of `policyOwner` count here (rule 3).
    public boolean admits(String policyOwner, CatalogType ofType) {
        List<String> admitted = policiesFrom == null ? ofType.policiesFrom() : policiesFrom;
        return owner.equals(policyOwner) || admitted.contains(policyOwner);
    }

    /// Where a role is given; null when it has no target or no entitlements, and so can't be asked for.
    public @Nullable String targetOf(CatalogRole role) {
        String where = role.target() == null ? target : role.target();
        return role.entitlements().isEmpty() ? null : where;
    }

    /// As published, with those of its roles that can be asked for.
    ///
    /// @param terms of a role, by its name
    public Resource published(CatalogType ofType, Function<String, Resource.Terms> terms) {
        List<Resource.Role> offered = new ArrayList<>();
        roles(ofType).forEach((name, role) -> {
            String where = targetOf(role);
            if (where != null) {
                String roleTitle = role.title() == null ? name : role.title();
                offered.add(new Resource.Role(
                        name,
                        roleTitle,
                        role.allows() == null ? roleTitle : role.allows(),
                        where,
                        role.entitlements(),
                        ofType.obligations(),
                        role.standing(),
                        role.drift(),
                        role.connect(),
                        terms.apply(name)));
            }
        });
        return new Resource(id, type, title, owner, project, environment, sensitivity, service, labels, offered);
    }
}
