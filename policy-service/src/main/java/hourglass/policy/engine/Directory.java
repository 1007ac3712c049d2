package hourglass.policy.engine;

import hourglass.policy.Identity;
import hourglass.policy.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The people of a commit, all references resolved.
///
/// @param people by id
/// @param groups members by group, nested ones flattened
/// @param leads by team
/// @param onCall by service
record Directory(
        Map<String, Member> people,
        Map<String, Set<String>> groups,
        Map<String, List<String>> leads,
        Map<String, List<String>> onCall,
        Map<Identity, Person> byIdentity) {

    /// A person with what conditions may read of them.
    ///
    /// @param facts of the sources `directory` and `on-call`; what the directory doesn't say is absent
    /// @param accounts target to account, where it isn't the person's id
    record Member(Person person, Map<String, Object> facts, Map<String, String> accounts) {

        String account(String target) {
            return accounts.getOrDefault(target, person.id());
        }
    }

    @Nullable
    Member member(String person) {
        return people.get(person);
    }

    boolean isActive(String person) {
        Member member = people.get(person);
        return member != null && member.person().active();
    }

    /// Members of an owner such as `group:payments-leads` or `user:bob`.
    Set<String> members(String principal) {
        return principal.startsWith("user:")
                ? Set.of(principal.substring("user:".length()))
                : groups.getOrDefault(principal.substring(principal.indexOf(':') + 1), Set.of());
    }
}
