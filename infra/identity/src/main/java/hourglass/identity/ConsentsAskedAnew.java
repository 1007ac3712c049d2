package hourglass.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.stereotype.Component;

/// Remembers no consent. A device code may come from somebody else's terminal (RFC 8628 section 5.4), so each sign-in
/// shows its code and asks again; and a remembered consent would turn a later "no" into a yes.
@Component
final class ConsentsAskedAnew implements OAuth2AuthorizationConsentService {

    @Override
    public void save(OAuth2AuthorizationConsent consent) {
        // Nothing is kept, on purpose.
    }

    @Override
    public void remove(OAuth2AuthorizationConsent consent) {
        // Nothing was kept.
    }

    @Override
    public @Nullable OAuth2AuthorizationConsent findById(String registeredClientId, String principalName) {
        return null;
    }
}
