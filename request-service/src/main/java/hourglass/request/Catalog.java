package hourglass.request;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// This service's copy of what can be asked for. Kept by the policy serial: an older record changes nothing.
///
/// A question sees what this instance has mirrored before, and what another one has, a fifth of a second later.
public interface Catalog {
    /// A resource as last published; null when it never was, or was removed.
    @Nullable
    Resource find(String id);

    /// Resources that are there, by id.
    ///
    /// @param words part of the id or the title; null: any
    /// @param after id after which to go on; null: from the first
    List<Resource> search(
            @Nullable String words,
            @Nullable String type,
            @Nullable String environment,
            @Nullable String after,
            int limit);

    /// Keeps what a record says, unless a newer one came before.
    ///
    /// @param event that told of it
    void mirror(Resource resource, UUID event);

    /// Why `access` can't be asked for: only what the catalog lists can. Null when it can.
    default @Nullable Refusal refusal(Access access) {
        Resource resource = find(access.resource());
        if (resource == null) {
            return new Refusal(
                    Refusal.Rule.INVALID, "No resource '" + access.resource() + "' is in the catalog.", "/resource");
        }
        if (resource.role(access.role()) != null) {
            return null;
        }
        String roles =
                String.join(", ", resource.roles().stream().map(Role::role).toList());
        return new Refusal(
                Refusal.Rule.INVALID,
                "Resource '" + access.resource() + "' has no role '" + access.role() + "'; it has " + roles + ".",
                "/role");
    }

    /// A resource that can be asked for.
    ///
    /// @param owner in policy's words, such as `group:payments-leads`
    record Resource(
            String id,
            long serial,
            boolean removed,
            String type,
            String title,
            String owner,
            @Nullable String project,
            @Nullable String environment,
            @Nullable String sensitivity,
            @Nullable String service,
            Map<String, String> labels,
            List<Role> roles) {
        public Resource {
            labels = Map.copyOf(labels);
            roles = List.copyOf(roles);
        }

        public @Nullable Role role(String name) {
            return roles.stream()
                    .filter(role -> role.role().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// A role on a resource. The last three are what policies say to everybody alike; all null in an older copy.
    ///
    /// @param allows what it lets a person do, for people
    /// @param connect how to connect, with `{account}` to fill in
    /// @param byDefault what a form proposes; null: nothing
    /// @param max longest access that an ordinary way in gives to anybody; null: no bound, or no such way
    /// @param breakGlass whether some policy lets the glass be broken
    record Role(
            String role,
            String title,
            String allows,
            String target,
            @Nullable String connect,
            @Nullable Duration byDefault,
            @Nullable Duration max,
            @Nullable Boolean breakGlass) {}
}
