package hourglass.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serial;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/// Lets a client without a secret take part in the device flow, refresh its token and give it back.
///
/// Spring's own support for public clients knows the code flow with PKCE only. In these requests the proof is the
/// device code or the refresh token itself (RFC 8628 section 3.4, RFC 6749 section 6), so naming the client is enough.
final class PublicClient implements AuthenticationConverter, AuthenticationProvider {

    private static final Set<String> GRANTS = Set.of("urn:ietf:params:oauth:grant-type:device_code", "refresh_token");

    private final RegisteredClientRepository clients;

    PublicClient(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String client = request.getParameter("client_id");
        if (client == null
                || request.getParameter("client_secret") != null
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return null;
        }
        return switch (request.getServletPath()) {
            case "/oauth2/device_authorization", "/oauth2/revoke" -> new Named(client);
            case "/oauth2/token" -> isGrantOfItsOwn(request) ? new Named(client) : null;
            default -> null;
        };
    }

    private static boolean isGrantOfItsOwn(HttpServletRequest request) {
        String grant = request.getParameter("grant_type");
        return grant != null && GRANTS.contains(grant);
    }

    /// @throws OAuth2AuthenticationException `invalid_client` for an unknown client or one that has a secret
    @Override
    public Authentication authenticate(Authentication named) {
        RegisteredClient client = clients.findByClientId(named.getName());
        if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new Named(client);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return Named.class.isAssignableFrom(authentication);
    }

    /// A class of its own, or Spring's PKCE provider takes the token and asks for a verifier.
    private static final class Named extends OAuth2ClientAuthenticationToken {

        @Serial
        private static final long serialVersionUID = 1L;

        Named(String clientId) {
            super(clientId, ClientAuthenticationMethod.NONE, null, null);
        }

        Named(RegisteredClient client) {
            super(client, ClientAuthenticationMethod.NONE, null);
        }
    }
}
