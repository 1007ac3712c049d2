package hourglass.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class VerifiedTokensTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(TestIssuer.NOW);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger checks = new AtomicInteger();
    private final VerifiedTokens verified = new VerifiedTokens(clock(), nanos::get);
    private final AuthenticationManager manager = verified.before(this::check);

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private Authentication check(Authentication attempt) {
        checks.incrementAndGet();
        String token = ((BearerTokenAuthenticationToken) attempt).getToken();
        if (token.startsWith("bad")) {
            throw new InvalidBearerTokenException("bad");
        }
        Jwt jwt = Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject("a1")
                .expiresAt(TestIssuer.NOW.plusSeconds(40))
                .build();
        return new JwtAuthenticationToken(jwt, List.of(new SimpleGrantedAuthority("ROLE_operator")), "a1");
    }

    private Authentication call(String token) {
        return Objects.requireNonNull(manager.authenticate(new BearerTokenAuthenticationToken(token)));
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void checksATokenOnceWhileItIsRemembered() {
        Authentication first = call("good");
        later(Duration.ofSeconds(29));
        Authentication again = call("good");

        assertThat(checks).hasValue(1);
        assertThat(again.getName()).isEqualTo("a1");
        assertThat(again.getAuthorities()).isEqualTo(first.getAuthorities());
        assertThat(again).isNotSameAs(first);
    }

    @Test
    void checksItAgainAMinuteAfterTheFirstTimeHoweverOftenItIsUsed() {
        call("good");
        later(Duration.ofSeconds(50));
        call("good");
        assertThat(checks).hasValue(1);
        later(Duration.ofSeconds(10));
        call("good");

        assertThat(checks).hasValue(2);
    }

    @Test
    void checksItAgainAfterALongPause() {
        call("good");
        later(Duration.ofSeconds(61));
        call("good");

        assertThat(checks).hasValue(2);
    }

    @Test
    void refusesATokenThatExpiresWhileItIsRemembered() {
        call("good");
        now.set(TestIssuer.NOW.plusSeconds(40 + 10 + 1));

        assertThatThrownBy(() -> call("good")).isInstanceOf(InvalidBearerTokenException.class);
        assertThat(checks).hasValue(1);
    }

    @Test
    void doesNotRememberWhatDidNotPass() {
        assertThatThrownBy(() -> call("bad")).isInstanceOf(InvalidBearerTokenException.class);
        assertThatThrownBy(() -> call("bad")).isInstanceOf(InvalidBearerTokenException.class);

        assertThat(checks).hasValue(2);
    }

    @Test
    void keepsNoMoreThanFourThousandTokens() {
        for (int i = 0; i < 4_100; i++) {
            call("good-" + i);
        }
        checks.set(0);
        for (int i = 0; i < 4_100; i++) {
            call("good-" + i);
        }

        assertThat(checks).hasValueGreaterThanOrEqualTo(100);
    }
}
