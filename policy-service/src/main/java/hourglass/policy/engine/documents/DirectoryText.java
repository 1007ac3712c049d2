package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of the directory as written; several documents make up one directory.
///
/// @param groups members: people's keys and `group:` for nested ones
/// @param leads team to the keys of its leads
/// @param onCall service to the keys of who carries its pager
public record DirectoryText(
        Head head,
        Map<String, PersonText> people,
        Map<String, Listed> groups,
        Map<String, Listed> projects,
        Map<String, Listed> leads,
        Map<String, Listed> onCall) {

    /// Names in a list, and where the list stands.
    public record Listed(List<String> names, Place at) {}

    /// A person as written.
    ///
    /// @param subjects `idp#subject` each
    /// @param accounts target to account, where it isn't the person's key
    public record PersonText(
            String id,
            @Nullable String name,
            @Nullable String mail,
            List<String> subjects,
            @Nullable String team,
            @Nullable String manager,
            @Nullable String employment,
            boolean active,
            Map<String, String> accounts,
            Place at) {}
}
