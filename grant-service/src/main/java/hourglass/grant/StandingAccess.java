package hourglass.grant;

import java.util.Collection;

/// Which accounts hold entitlements outside Hourglass, as the catalog says.
public interface StandingAccess {
    /// Replaces what is known of a resource, unless something at least as new is known already.
    ///
    /// @param serial the policy set that published it
    /// @param holders empty for a resource that is gone or has none
    void replace(String resource, long serial, Collection<Holder> holders);

    /// An account that has an entitlement for good.
    record Holder(Account account, String entitlement) {}
}
