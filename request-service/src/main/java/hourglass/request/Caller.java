package hourglass.request;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A signed-in person who is in the directory and active.
///
/// @param groups of the directory, nested ones flattened; groups in tokens are never read
/// @param operator token role: may cancel any request and end any access
/// @param auditor token role: may read everything
public record Caller(PersonId person, Session session, Set<String> groups, boolean operator, boolean auditor) {
    public Caller {
        groups = Set.copyOf(groups);
    }

    /// Whether `who`, in policy's words (`user:bob`, `group:payments-leads`), means this person.
    public boolean is(@Nullable String who) {
        if (who == null) {
            return false;
        }
        if (who.startsWith("group:")) {
            return groups.contains(who.substring("group:".length()));
        }
        return who.equals("user:" + person.value());
    }

    public Actor actor() {
        return Actor.person(person.value(), session);
    }
}
