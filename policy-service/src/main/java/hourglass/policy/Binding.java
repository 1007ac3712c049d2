package hourglass.policy;

import java.util.List;

/// What a role means on a target for one person.
///
/// @param target id of the target in grant-service's settings
/// @param account whom it is given to there, in the target's own words
/// @param entitlements what is given there, in the target's own words
public record Binding(String target, String account, List<String> entitlements) {

    public Binding {
        entitlements = List.copyOf(entitlements);
    }
}
