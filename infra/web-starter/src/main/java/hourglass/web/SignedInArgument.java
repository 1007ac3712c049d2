package hourglass.web;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives controllers their [SignedIn].
final class SignedInArgument implements HandlerMethodArgumentResolver {
    private final Map<String, String> aliases;

    SignedInArgument(IdentitySettings settings) {
        aliases = settings.issuers().stream()
                .collect(Collectors.toUnmodifiableMap(
                        issuer -> issuer.issuer().toString(), IdentitySettings.Issuer::alias));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == SignedIn.class;
    }

    @Override
    public SignedIn resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        if (!(request.getUserPrincipal() instanceof JwtAuthenticationToken authentication)) {
            throw new ProblemException(ProblemType.SIGN_IN_NEEDED, "Send an access token.");
        }
        String issuer = authentication.getToken().getClaimAsString("iss");
        String alias = issuer == null ? null : aliases.get(issuer);
        if (alias == null) {
            throw new ProblemException(ProblemType.SIGN_IN_NEEDED, "The token's issuer is not known here.");
        }
        return SignedIn.of(alias, authentication.getToken(), request.getHeader(SignedIn.CHANNEL));
    }
}
