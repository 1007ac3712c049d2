package hourglass.request.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.request.Caller;
import hourglass.request.Fixtures;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class RateLimitsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T09:00:19Z"));
    private final RateLimits limits = new RateLimits(new LimitSettings(2, 120, 60), now::get);
    private final Caller alice = Fixtures.caller("alice");

    @Test
    void countsPerPersonAndKindAndMinute() {
        MockHttpServletResponse answer = new MockHttpServletResponse();
        limits.count(alice, RateLimits.Kind.SUBMIT, answer);
        assertThat(answer.getHeader("RateLimit-Policy")).isEqualTo("\"person\";q=2;w=60");
        assertThat(answer.getHeader("RateLimit")).isEqualTo("\"person\";r=1;t=41");
        limits.count(alice, RateLimits.Kind.SUBMIT, answer);
        assertThat(answer.getHeader("RateLimit")).isEqualTo("\"person\";r=0;t=41");

        assertThatThrownBy(() -> limits.count(alice, RateLimits.Kind.SUBMIT, new MockHttpServletResponse()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS));
        limits.count(alice, RateLimits.Kind.ACT, answer);
        limits.count(Fixtures.caller("bob"), RateLimits.Kind.SUBMIT, answer);
        now.set(now.get().plusSeconds(41));
        limits.count(alice, RateLimits.Kind.SUBMIT, answer);
        assertThat(answer.getHeader("RateLimit")).isEqualTo("\"person\";r=1;t=60");
    }
}
