package hourglass.request.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"30m,PT30M", "2h,PT2H", "1h30m,PT1H30M", "90s,PT1M30S", "1d,PT24H", "PT2H,PT2H", " 15M ,PT15M"})
    void readsIsoAndShortForms(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "soon", "m", "1x", "30 m", "9999999999s", "PT9999999999999999999H", "1m1h"})
    void takesNothingElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
