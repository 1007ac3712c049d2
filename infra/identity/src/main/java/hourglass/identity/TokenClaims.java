package hourglass.identity;

import java.util.List;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/// What tokens say beyond the standard's minimum: access tokens in the form of RFC 9068, with audience and roles, and
/// of every sign-in its time and means (`auth_time`, `acr`, `amr` as RFC 8176 names them).
@Component
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    /// The `typ` by which a service tells an access token from an ID token.
    static final String ACCESS_TOKEN_TYPE = "at+jwt";

    static final List<String> AUDIENCE = List.of("hourglass");

    @Override
    public void customize(JwtEncodingContext context) {
        boolean access = OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType());
        if (access) {
            context.getJwsHeader().type(ACCESS_TOKEN_TYPE);
            context.getClaims()
                    .audience(AUDIENCE)
                    .claim("client_id", context.getRegisteredClient().getClientId());
        }
        if (context.getPrincipal() instanceof SignedIn signedIn) {
            describe(context.getClaims(), signedIn);
        } else if (access) {
            context.getClaims().claim("roles", Clients.roles(context.getRegisteredClient()));
        }
    }

    static void describe(JwtClaimsSet.Builder claims, SignedIn signedIn) {
        claims.claim("name", signedIn.person().name())
                .claim("roles", signedIn.person().roles())
                .claim("auth_time", signedIn.at().getEpochSecond())
                .claim("acr", signedIn.secondFactor() ? "aal2" : "aal1")
                .claim("amr", signedIn.secondFactor() ? List.of("pwd", "otp", "mfa") : List.of("pwd"));
    }
}
