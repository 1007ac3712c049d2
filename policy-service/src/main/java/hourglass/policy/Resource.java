package hourglass.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A resource of the catalog, as published on `hourglass.catalog`.
///
/// @param owner such as `group:payments-leads`, by the path of its document
/// @param project null when it belongs to none
/// @param environment null when the catalog does not say
/// @param sensitivity null when the catalog does not say
/// @param service null when the catalog does not say
/// @param roles those that have a target: only they can be asked for
public record Resource(
        String id,
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

    /// What is done about access that no grant explains.
    public enum Drift {
        REPORT,
        REVOKE,
        RESTORE
    }

    /// What the documents say about a role to everybody alike, before anybody asks.
    ///
    /// @param byDefault what a form proposes; null: nothing
    /// @param max longest access that an ordinary way in gives to anybody; null: no bound, or no such way
    /// @param breakGlass whether some policy lets the glass be broken
    public record Terms(
            @Nullable Duration byDefault, @Nullable Duration max, boolean breakGlass) {}

    /// A role that can be asked for.
    ///
    /// @param allows what it lets a person do, for people
    /// @param meets obligations that the resource's type can meet
    /// @param standing accounts that hold it outside Hourglass
    /// @param connect how to connect, with `{account}` to fill in; null when there is nothing to say
    public record Role(
            String role,
            String title,
            String allows,
            String target,
            List<String> entitlements,
            List<String> meets,
            List<String> standing,
            Drift drift,
            @Nullable String connect,
            Terms terms) {

        public Role {
            entitlements = List.copyOf(entitlements);
            meets = List.copyOf(meets);
            standing = List.copyOf(standing);
        }
    }
}
