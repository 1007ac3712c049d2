package hourglass.policy;

/// The accepted policy set that something is decided under.
///
/// @param serial its number on `hourglass.policies`, from 1
/// @param commit Git commit, hex
/// @param tree Git tree of that commit, hex
/// @param bundleDigest hex SHA-256 over the built set
public record PolicyRef(long serial, String commit, String tree, String bundleDigest) {}
