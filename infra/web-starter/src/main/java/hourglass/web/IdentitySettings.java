package hourglass.web;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whose access tokens are believed.
///
/// @param issuers identity providers, at least one
/// @param audience what a token's `aud` must name
@ConfigurationProperties("hourglass.identity")
public record IdentitySettings(
        List<Issuer> issuers, @DefaultValue("hourglass") String audience) {
    /// One identity provider.
    ///
    /// @param alias short name that stands before a person's subject in the directory, such as `local`
    /// @param issuer the `iss` of its tokens, also where its metadata are found
    public record Issuer(String alias, URI issuer) {
        public Issuer {
            if (!alias.matches("[a-z0-9-]{1,40}")) {
                throw new IllegalArgumentException("An issuer's alias is '" + alias
                        + "': use 1 to 40 of a-z, 0-9 and - (hourglass.identity.issuers[…].alias).");
            }
        }
    }

    public IdentitySettings {
        if (issuers == null || issuers.isEmpty()) {
            throw new IllegalArgumentException(
                    "No identity provider is set: give hourglass.identity.issuers[0].alias and .issuer.");
        }
        Set<String> aliases = new HashSet<>();
        issuers.forEach(issuer -> {
            if (!aliases.add(issuer.alias())) {
                throw new IllegalArgumentException("Two issuers have the alias '" + issuer.alias() + "'.");
            }
        });
        issuers = List.copyOf(issuers);
    }
}
