package hourglass.request.api;

import hourglass.web.IdentitySettings;
import java.net.URI;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The only address a client needs to know: where to sign in, and where the services are.
@RestController
class WellKnownController {
    private final WellKnown wellKnown;

    WellKnownController(IdentitySettings identity, ClientSettings client, AddressSettings addresses) {
        wellKnown = new WellKnown(
                identity.issuers().getFirst().issuer(), client.toolClientId(), identity.audience(), addresses);
    }

    /// @param issuer where to sign in
    /// @param clientId public client to sign in as
    /// @param scope to ask for
    record WellKnown(URI issuer, String clientId, String scope, AddressSettings services) {}

    @GetMapping("/.well-known/hourglass")
    WellKnown wellKnown() {
        return wellKnown;
    }
}
