package hourglass.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Remembers for up to a minute that a token has passed all checks, so that its signature isn't verified again for each
/// call of a client that polls. Its times are compared at every call. A key that its issuer has withdrawn is believed
/// for that minute more than the key set is remembered anyway.
final class VerifiedTokens {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /// A client that sends a new token with each call only makes others be verified sooner.
    private static final int MOST = 4_000;

    private final JwtTimestampValidator times;
    private final Cache<String, JwtAuthenticationToken> passed;

    /// @param nanos a monotonic clock
    VerifiedTokens(Clock clock, Ticker nanos) {
        this.times = AccessTokens.times(clock);
        this.passed = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED)
                .ticker(nanos)
                .executor(Runnable::run)
                .build();
    }

    /// Asks `checks` about tokens that it has not let pass a moment ago.
    AuthenticationManager before(AuthenticationManager checks) {
        return attempt -> attempt instanceof BearerTokenAuthenticationToken bearer
                ? passed(bearer, checks)
                : checks.authenticate(attempt);
    }

    private Authentication passed(BearerTokenAuthenticationToken bearer, AuthenticationManager checks) {
        JwtAuthenticationToken known = passed.getIfPresent(bearer.getToken());
        if (known != null) {
            return again(known, bearer);
        }
        Authentication checked = checks.authenticate(bearer);
        if (checked instanceof JwtAuthenticationToken token) {
            passed.put(bearer.getToken(), token);
        }
        return checked;
    }

    private JwtAuthenticationToken again(JwtAuthenticationToken known, BearerTokenAuthenticationToken bearer) {
        Jwt token = known.getToken();
        if (times.validate(token).hasErrors()) {
            throw new InvalidBearerTokenException("The token has expired");
        }
        JwtAuthenticationToken same = new JwtAuthenticationToken(token, known.getAuthorities(), known.getName());
        same.setDetails(bearer.getDetails());
        return same;
    }
}
