package hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {

    private final Moments moments =
            new Moments(Clock.fixed(Instant.parse("2026-11-24T09:06:12Z"), ZoneId.of("Europe/Berlin")));

    @ParameterizedTest
    @CsvSource({
        "now, 2026-11-24T09:06:12Z",
        "today 10:15, 2026-11-24T09:15:00Z",
        "9:15, 2026-11-24T08:15:00Z",
        "yesterday 23:00, 2026-11-23T22:00:00Z",
        "2026-07-01 10:15:30, 2026-07-01T08:15:30Z",
        "10m ago, 2026-11-24T08:56:12Z",
        "2026-11-24T10:15:00+01:00, 2026-11-24T09:15:00Z"
    })
    void understandsTimesAsTyped(String typed, Instant meant) {
        assertThat(moments.typed(typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"25:00", "tomorrow-ish", "2026-13-01 10:00", "''"})
    void refusesWhatIsNoTime(String typed) {
        assertThatThrownBy(() -> moments.typed(typed))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is no time");
    }

    @ParameterizedTest
    @CsvSource({"PT45S, 45 s", "PT20M, 20 min", "PT90S, 1m 30s", "PT2H, 2 h", "PT1H58M, 1h 58m", "PT49H, 2d 1h", "x, x"
    })
    void writesSpansShort(String iso, String shown) {
        assertThat(Moments.span(iso)).isEqualTo(shown);
    }

    @Test
    void readsSpansAsTyped() {
        assertThat(Moments.typedSpan("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(Moments.typedSpan("PT2H")).contains(Duration.ofHours(2));
        assertThat(Moments.typedSpan("soon")).isEmpty();
        assertThat(Moments.typedSpan("")).isEmpty();
    }

    @Test
    void namesTheDayWhereItMatters() {
        assertThat(moments.minute("2026-11-24T11:06:12Z")).isEqualTo("today 12:06 CET");
        assertThat(moments.minute("2026-11-25T08:00:00Z")).isEqualTo("tomorrow 09:00 CET");
        assertThat(moments.minute("2026-12-25T08:00:00Z")).isEqualTo("2026-12-25 09:00 CET");
        assertThat(moments.second("2026-11-23T08:00:00Z")).isEqualTo("2026-11-23 09:00:00");
        assertThat(moments.left("2026-11-24T11:06:12Z")).isEqualTo("2 h");
        assertThat(moments.left("2026-11-24T09:00:00Z")).isEqualTo("-");
    }
}
