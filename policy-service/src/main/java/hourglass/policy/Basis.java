package hourglass.policy;

/// What ordered or live access rests on.
///
/// @param way `policy/route` of the decision that gave it
/// @param watch whether that decision said that its policy watches over the access
public record Basis(String way, boolean watch) {

    /// Id of the policy that gave the access. Ids have no slash in them.
    public String policy() {
        int slash = way.indexOf('/');
        return slash < 0 ? way : way.substring(0, slash);
    }
}
