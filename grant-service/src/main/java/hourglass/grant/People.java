package hourglass.grant;

import java.util.Collection;
import java.util.Optional;

/// Whose identities tokens carry, as the directory says.
public interface People {
    /// Replaces what is known of a person, unless something at least as new is known already.
    ///
    /// @param serial the policy set that published it
    /// @param identities none for somebody who was removed or is not active
    void replace(String person, String name, long serial, Collection<Identity> identities);

    Optional<String> who(Identity identity);

    /// Whether that is an active person of the directory: two ids of it are two people.
    boolean active(String person);

    /// Somebody, as an identity provider knows them.
    ///
    /// @param idp alias of the identity provider
    /// @param subject its own id of the person
    record Identity(String idp, String subject) {}
}
