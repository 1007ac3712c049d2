package hourglass.grant;

/// Whom access is given to on a target. Convergence works on one account at a time.
///
/// @param target the target's id in this service's settings
/// @param name the account in the target's own words
public record Account(String target, String name) {
    @Override
    public String toString() {
        return target + "/" + name;
    }
}
