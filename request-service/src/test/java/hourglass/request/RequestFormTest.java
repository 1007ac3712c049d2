package hourglass.request;

import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.STAGING_READER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can't be asked for at all.
class RequestFormTest {
    private static RequestForm form(
            Duration duration, @Nullable Instant startsAt, String reason, @Nullable String ticket) {
        return new RequestForm(STAGING_READER, duration, startsAt, reason, ticket, false, null, null, null);
    }

    private static RequestForm lasting(Duration duration) {
        return form(duration, null, "a try", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT24H1S", "PT2562047788015215H", "PT0.5S"})
    void refusesADurationOutOfBounds(String duration) {
        assertThat(lasting(Duration.parse(duration)).errors(NINE))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.pointer()).isEqualTo("/duration"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT24H"})
    void takesADurationWithinBounds(String duration) {
        assertThat(lasting(Duration.parse(duration)).errors(NINE)).isEmpty();
    }

    @Test
    void boundsReasonAndTicket() {
        Duration hour = Duration.ofHours(1);

        assertThat(form(hour, null, "x".repeat(1_000), "INC-1").errors(NINE)).isEmpty();
        assertThat(form(hour, null, "x".repeat(1_001), "t".repeat(201)).errors(NINE))
                .extracting(Refusal::pointer)
                .containsExactly("/reason", "/ticket");
        assertThat(form(hour, null, " ", " ").errors(NINE)).hasSize(2);
    }

    @Test
    void letsAStartLieAtMostThirtyDaysAhead() {
        Duration hour = Duration.ofHours(1);

        assertThat(form(hour, NINE.plus(Duration.ofDays(30)), "later", null).errors(NINE))
                .isEmpty();
        assertThat(form(hour, NINE.plus(Duration.ofDays(30)).plusSeconds(1), "later", null)
                        .errors(NINE))
                .hasSize(1);
        assertThat(form(hour, NINE.minusSeconds(1), "earlier", null).errors(NINE))
                .hasSize(1);
    }

    @Test
    void hasAFingerprintThatMovingTextBetweenFieldsChanges() {
        Duration hour = Duration.ofHours(1);

        assertThat(form(hour, null, "ab", "c").fingerprint())
                .isNotEqualTo(form(hour, null, "a", "bc").fingerprint());
        assertThat(form(hour, null, "ab", null).fingerprint())
                .isEqualTo(form(hour, null, "ab", null).fingerprint());
    }
}
