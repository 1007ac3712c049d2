package hourglass.identity;

import java.util.List;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/// The programs that may ask for tokens. There are two, both fixed.
final class Clients {

    /// The command line: a public client, so it proves itself by PKCE or by the device code.
    static final String COMMAND_LINE = "hourglass-cli";

    /// request-service, which asks policy-service for previews in its own name.
    static final String REQUEST_SERVICE = "hourglass-request-service";

    static final String SCOPE = "hourglass";

    private static final String ROLES = "hourglass.roles";

    private Clients() {}

    static RegisteredClientRepository of(IdentitySettings settings) {
        return new InMemoryRegisteredClientRepository(commandLine(settings), requestService(settings));
    }

    /// The token roles that a client has when it acts in its own name.
    static List<String> roles(RegisteredClient client) {
        List<String> roles = client.getClientSettings().getSetting(ROLES);
        return roles == null ? List.of() : roles;
    }

    private static RegisteredClient commandLine(IdentitySettings settings) {
        return RegisteredClient.withId(COMMAND_LINE)
                .clientId(COMMAND_LINE)
                .clientName("the Hourglass command line")
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.DEVICE_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                // RFC 8252: a loopback redirect may come back to any port.
                .redirectUri("http://127.0.0.1/callback")
                .scope("openid")
                .scope(SCOPE)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(true)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(settings.accessToken())
                        .refreshTokenTimeToLive(settings.refreshToken())
                        // A public client's refresh token is good once, so that a stolen one shows.
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }

    private static RegisteredClient requestService(IdentitySettings settings) {
        return RegisteredClient.withId(REQUEST_SERVICE)
                .clientId(REQUEST_SERVICE)
                .clientName("request-service")
                // Kept in memory only and compared once; hashing would protect nothing here.
                .clientSecret("{noop}" + settings.serviceSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope(SCOPE)
                .clientSettings(ClientSettings.builder()
                        .setting(ROLES, List.of("policy-author"))
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(settings.accessToken())
                        .build())
                .build();
    }
}
