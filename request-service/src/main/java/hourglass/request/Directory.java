package hourglass.request;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// This service's copy of the people. Kept by the policy serial: an older record changes nothing.
///
/// A question sees what this instance has mirrored before, and what another one has, a fifth of a second later.
public interface Directory {
    /// Whom an identity of a provider stands for; null when the directory doesn't know it.
    @Nullable
    Person byIdentity(String idp, String subject);

    /// A person as last published; null when they never were, or were removed.
    @Nullable
    Person find(PersonId id);

    /// Keeps what a record says, unless a newer one came before.
    ///
    /// @param event that told of it
    void mirror(Person person, UUID event);

    /// A person of the directory.
    ///
    /// @param groups nested ones flattened
    record Person(
            PersonId id,
            long serial,
            boolean removed,
            boolean active,
            String name,
            @Nullable String mail,
            @Nullable String team,
            @Nullable String manager,
            List<Identity> identities,
            Set<String> groups) {
        public Person {
            identities = List.copyOf(identities);
            groups = Set.copyOf(groups);
        }
    }

    record Identity(String idp, String subject) {}
}
