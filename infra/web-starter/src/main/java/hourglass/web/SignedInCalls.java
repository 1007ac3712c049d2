package hourglass.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Who made a call.
final class SignedInCalls {
    private final Map<String, String> aliases;

    SignedInCalls(IdentitySettings settings) {
        aliases = settings.issuers().stream()
                .collect(Collectors.toUnmodifiableMap(
                        issuer -> issuer.issuer().toString(), IdentitySettings.Issuer::alias));
    }

    /// Empty when nobody is signed in.
    Optional<SignedIn> of(HttpServletRequest call) {
        return of(call.getUserPrincipal(), call.getHeader(SignedIn.CHANNEL));
    }

    Optional<SignedIn> of(@Nullable Principal principal, @Nullable String channel) {
        if (!(principal instanceof JwtAuthenticationToken authentication)) {
            return Optional.empty();
        }
        String issuer = authentication.getToken().getClaimAsString("iss");
        return Optional.ofNullable(issuer == null ? null : aliases.get(issuer))
                .map(alias -> SignedIn.of(alias, authentication.getToken(), channel));
    }
}
