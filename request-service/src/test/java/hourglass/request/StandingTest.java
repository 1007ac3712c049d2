package hourglass.request;

import static hourglass.request.Fixtures.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.request.Standing.Stretch;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How long a role has been held without a break.
class StandingTest {
    private static Stretch stretch(int from, @Nullable Integer to) {
        return new Stretch(NINE.plusSeconds(from), to == null ? null : NINE.plusSeconds(to));
    }

    @Test
    void isNotHeldWithoutAStretchThatGoesOn() {
        assertThat(Standing.heldSince(List.of(), NINE)).isNull();
        assertThat(Standing.heldSince(List.of(stretch(-20, -10)), NINE)).isNull();
        assertThat(Standing.heldSince(List.of(stretch(-20, 0)), NINE)).isNull();
        assertThat(Standing.heldSince(List.of(stretch(1, null)), NINE)).isNull();
    }

    @Test
    void joinsStretchesThatOverlapOrTouch() {
        List<Stretch> stretches = List.of(stretch(-10, null), stretch(-40, -20), stretch(-20, -10), stretch(-35, -25));

        assertThat(Standing.heldSince(stretches, NINE)).isEqualTo(NINE.minusSeconds(40));
    }

    @Test
    void beginsAnewAfterABreak() {
        assertThat(Standing.heldSince(List.of(stretch(-100, -50), stretch(-49, null)), NINE))
                .isEqualTo(NINE.minusSeconds(49));
    }

    @Test
    void isNotEndedByAShorterStretchInside() {
        assertThat(Standing.heldSince(List.of(stretch(-100, null), stretch(-90, -80)), NINE))
                .isEqualTo(NINE.minusSeconds(100));
    }
}
