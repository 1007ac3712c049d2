package hourglass.grant;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/// What one account should have on its target.
///
/// @param fence grows with every claim; a target that has seen a larger one obeys no longer
/// @param entitlements the union over the account's live grants; empty: nothing
/// @param obligations the union over the same grants
public record Wanted(String account, long fence, NavigableSet<String> entitlements, NavigableSet<String> obligations) {
    /// The union of what live grants need.
    static Wanted of(Account account, long fence, Collection<? extends Grant> grants) {
        NavigableSet<String> entitlements = new TreeSet<>();
        NavigableSet<String> obligations = new TreeSet<>();
        for (Grant grant : grants) {
            if (grant instanceof Grant.Live live) {
                entitlements.addAll(live.terms().entitlements());
                obligations.addAll(live.terms().obligations());
            }
        }
        return new Wanted(account.name(), fence, entitlements, obligations);
    }
}
