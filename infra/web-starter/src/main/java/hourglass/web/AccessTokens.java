package hourglass.web;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.web.client.RestTemplate;

/// Checks access tokens: RFC 9068 (`typ: at+jwt`, so no ID token passes), one audience, known issuers, asymmetric
/// signatures by a key of the issuer's own key set, an expiry that has not come.
final class AccessTokens {
    /// Asymmetric only: no `none`, and no HMAC made with a public key.
    private static final Set<SignatureAlgorithm> SIGNATURES =
            EnumSet.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256);

    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, AuthenticationManager> byIssuer;

    AccessTokens(IdentitySettings settings, Clock clock) {
        byIssuer = settings.issuers().stream()
                .map(issuer -> issuer.issuer().toString())
                .collect(Collectors.toUnmodifiableMap(
                        issuer -> issuer, issuer -> manager(issuer, settings.audience(), clock)));
    }

    /// What checks the tokens of an issuer.
    ///
    /// @throws InvalidBearerTokenException when the issuer is not one of the settings
    AuthenticationManager of(String issuer) {
        AuthenticationManager known = byIssuer.get(issuer);
        if (known == null) {
            throw new InvalidBearerTokenException("The token's issuer is not known here");
        }
        return known;
    }

    /// The identity provider didn't answer, so no token could be checked.
    static final class Unavailable extends AuthenticationException {
        private static final long serialVersionUID = 1L;

        Unavailable(Throwable cause) {
            super("The identity provider does not answer", cause);
        }
    }

    private static AuthenticationManager manager(String issuer, String audience, Clock clock) {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(token -> SignedIn.strings(token, "roles").stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList());
        JwtAuthenticationProvider provider =
                new JwtAuthenticationProvider(new SupplierJwtDecoder(() -> decoder(issuer, audience, clock)));
        provider.setJwtAuthenticationConverter(converter);
        return authentication -> checked(provider, authentication);
    }

    private static Authentication checked(JwtAuthenticationProvider provider, Authentication authentication) {
        try {
            return provider.authenticate(authentication);
        } catch (AuthenticationServiceException | JwtDecoderInitializationException e) {
            throw new Unavailable(e);
        }
    }

    private static JwtDecoder decoder(String issuer, String audience, Clock clock) {
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(TIMEOUT);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer)
                .restOperations(new RestTemplate(requests))
                .validateType(false)
                .jwsAlgorithms(allowed -> {
                    allowed.clear();
                    allowed.addAll(SIGNATURES);
                })
                .build();
        OAuth2TokenValidator<Jwt> audiences = token -> new JwtClaimValidator<>(
                        "aud",
                        aud -> token.getAudience() != null
                                && token.getAudience().contains(audience))
                .validate(token);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTypeValidator("at+jwt", "application/at+jwt"),
                times(clock),
                new JwtIssuerValidator(issuer),
                audiences,
                new JwtClaimValidator<String>("sub", subject -> subject != null && !subject.isBlank())));
        return decoder;
    }

    /// What compares a token's times with the clock.
    static JwtTimestampValidator times(Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
        times.setAllowEmptyExpiryClaim(false);
        times.setClock(clock);
        return times;
    }
}
