package hourglass.policy;

/// An account at an identity provider.
///
/// @param idp alias of the provider
/// @param subject the provider's own id of the person
public record Identity(String idp, String subject) {}
