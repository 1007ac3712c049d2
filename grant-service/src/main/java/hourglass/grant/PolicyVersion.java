package hourglass.grant;

/// The policy set that allowed a grant.
///
/// @param serial its number on hourglass.policies, from 1
/// @param commit Git commit, hex
/// @param tree Git tree, hex
/// @param bundleDigest hex SHA-256 over the built set
public record PolicyVersion(long serial, String commit, String tree, String bundleDigest) {}
