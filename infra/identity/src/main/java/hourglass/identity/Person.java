package hourglass.identity;

import java.io.Serializable;
import java.util.List;

/// Somebody who can sign in.
///
/// @param key the short name that `--as` takes; lower-case letters, digits and `-`
/// @param name for display only
/// @param subject the `sub` of their tokens; what services know them by
/// @param does a few words on the sign-in page
/// @param roles token roles: `operator`, `auditor`, `policy-author`; mostly none
record Person(String key, String name, String subject, String does, List<String> roles) implements Serializable {

    Person {
        roles = List.copyOf(roles);
    }
}
