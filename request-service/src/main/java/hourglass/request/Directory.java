package hourglass.request;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// This service's copy of the people. Kept by the policy serial: an older record changes nothing.
public interface Directory {
    /// Whom an identity of a provider stands for; null when the directory doesn't know it.
    @Nullable
    Person byIdentity(String idp, String subject);

    /// A person as last published; null when they never were, or were removed.
    @Nullable
    Person find(PersonId id);

    /// Names for display, by person; people that are not there are left out.
    Map<String, String> names(Collection<String> people);

    void mirror(Person person);

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
