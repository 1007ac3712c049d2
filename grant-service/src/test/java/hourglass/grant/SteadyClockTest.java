package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant NINE = Instant.parse("2026-11-25T09:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    private final AtomicLong nanos = new AtomicLong(77);
    private final SteadyClock clock = new SteadyClock(NINE, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void goesOnBetweenTwoLooksAtTheDatabase() {
        pass(Duration.ofSeconds(30));
        assertThat(clock.instant()).isEqualTo(NINE.plusSeconds(30));
    }

    @Test
    void aDatabaseClockThatIsSetBackDelaysNothing() {
        clock.observe(NINE.minus(TWO_HOURS));
        pass(Duration.ofMinutes(10));
        clock.observe(NINE.minus(TWO_HOURS).plus(Duration.ofMinutes(10)));
        assertThat(clock.instant()).isEqualTo(NINE.plus(Duration.ofMinutes(10)));
        assertThat(clock.lead()).isEqualTo(TWO_HOURS);
    }

    @Test
    void aDatabaseClockThatIsSetForwardIsFollowed() {
        clock.observe(NINE.plus(TWO_HOURS));
        assertThat(clock.instant()).isEqualTo(NINE.plus(TWO_HOURS));
    }

    @Test
    void aSmallLeadIsGivenBackWithoutEverGoingBack() {
        clock.observe(NINE.minusMillis(200));
        Instant before = clock.instant();
        for (int second = 1; second <= 300; second++) {
            pass(Duration.ofSeconds(1));
            clock.observe(NINE.minusMillis(200).plusSeconds(second));
            assertThat(clock.instant()).isAfter(before);
            before = clock.instant();
        }
        assertThat(clock.lead()).isZero();
    }

    @Test
    void hasMicrosecondsLikeTheDatabase() {
        pass(Duration.ofNanos(1_999));
        assertThat(clock.instant()).isEqualTo(NINE.plusNanos(1_000));
    }
}
