package hourglass.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
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
    private static final long HALF_A_MINUTE = Duration.ofSeconds(30).toNanos();

    /// Tokens of one page. A client that sends a new token with each call only makes pages turn sooner.
    private static final int MOST = 2_000;

    private final JwtTimestampValidator times;
    private final LongSupplier nanos;
    private final AtomicReference<Pages> pages;

    /// Tokens are added to the fresh page and found on both. Turning forgets the stale one.
    private record Pages(
            long turned, Map<String, JwtAuthenticationToken> fresh, Map<String, JwtAuthenticationToken> stale) {}

    /// @param nanos a monotonic clock
    VerifiedTokens(Clock clock, LongSupplier nanos) {
        this.times = AccessTokens.times(clock);
        this.nanos = nanos;
        this.pages = new AtomicReference<>(new Pages(nanos.getAsLong(), new ConcurrentHashMap<>(), Map.of()));
    }

    /// Asks `checks` about tokens that it has not let pass a moment ago.
    AuthenticationManager before(AuthenticationManager checks) {
        return attempt -> attempt instanceof BearerTokenAuthenticationToken bearer
                ? passed(bearer, checks)
                : checks.authenticate(attempt);
    }

    private Authentication passed(BearerTokenAuthenticationToken bearer, AuthenticationManager checks) {
        Pages now = turned();
        JwtAuthenticationToken known =
                now.fresh().getOrDefault(bearer.getToken(), now.stale().get(bearer.getToken()));
        if (known != null) {
            return again(known, bearer);
        }
        Authentication checked = checks.authenticate(bearer);
        if (checked instanceof JwtAuthenticationToken token && now.fresh().size() < MOST) {
            now.fresh().put(bearer.getToken(), token);
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

    private Pages turned() {
        Pages now = pages.get();
        long at = nanos.getAsLong();
        long age = at - now.turned();
        boolean due = age >= HALF_A_MINUTE;
        if (!due && now.fresh().size() < MOST) {
            return now;
        }
        Pages next = age < 2 * HALF_A_MINUTE
                ? new Pages(due ? now.turned() + HALF_A_MINUTE : at, new ConcurrentHashMap<>(), now.fresh())
                : new Pages(at, new ConcurrentHashMap<>(), Map.of());
        return pages.compareAndSet(now, next) ? next : pages.get();
    }
}
