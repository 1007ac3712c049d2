package hourglass.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A person of the directory, as published on `hourglass.directory`.
///
/// @param id the directory's key
/// @param name for people; the key when the directory has no name
/// @param mail null when the directory does not say
/// @param team null when the person is in none
/// @param manager key of another person; null when there is none
/// @param identities several may be one person's
/// @param groups with nested groups flattened, sorted
public record Person(
        String id,
        boolean active,
        String name,
        @Nullable String mail,
        @Nullable String team,
        @Nullable String manager,
        List<Identity> identities,
        List<String> groups) {

    public Person {
        identities = List.copyOf(identities);
        groups = List.copyOf(groups);
    }
}
