package hourglass.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.engine.conditions.Calendar;
import hourglass.policy.engine.documents.CalendarText;
import hourglass.policy.engine.yaml.Place;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CalendarTest {
    private static final Place AT = new Place("calendars.yaml", 1, 1);

    private static Calendar berlin(String days, String hours, String... holidays) {
        return new Calendar(new CalendarText(
                "c", "Europe/Berlin", List.of(days), List.of(hours), List.of(holidays), List.of(), AT));
    }

    private static Calendar spans(String... spans) {
        return new Calendar(
                new CalendarText("c", "Europe/Berlin", List.of(), List.of(), List.of(), List.of(spans), AT));
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T07:59:59.999999Z, false",
        "2026-11-24T08:00:00Z, true",
        "2026-11-24T16:59:59.999999Z, true",
        "2026-11-24T17:00:00Z, false",
        "2026-11-28T09:00:00Z, false",
        "2026-12-25T09:00:00Z, false",
    })
    void isOpenFromItsOpeningUpToItsClosing(String time, boolean open) {
        assertThat(berlin("Mon-Fri", "09:00-18:00", "2026-12-25").isOpen(at(time)))
                .isEqualTo(open);
    }

    @Test
    void belongsToTheDayItBeginsOnWhenItClosesAfterMidnight() {
        Calendar night = berlin("Fri", "22:00-06:00");

        assertThat(night.isOpen(at("2026-11-28T04:59:59Z")))
                .as("Saturday before six")
                .isTrue();
        assertThat(night.isOpen(at("2026-11-28T05:00:00Z")))
                .as("Saturday at six")
                .isFalse();
        assertThat(night.isOpen(at("2026-11-27T04:00:00Z")))
                .as("Friday before six")
                .isFalse();
        assertThat(berlin("Fri", "22:00-06:00", "2026-11-27").isOpen(at("2026-11-28T01:00:00Z")))
                .as("the night of a holiday")
                .isFalse();
    }

    @Test
    void makesTouchingIntervalsOne() {
        Calendar always = new Calendar(new CalendarText(
                "c",
                "Europe/Berlin",
                List.of("Mon-Fri"),
                List.of("09:00-12:00", "12:00-18:00"),
                List.of(),
                List.of(),
                AT));

        assertThat(always.closing(at("2026-11-24T08:30:00Z"))).contains(at("2026-11-24T17:00:00Z"));
    }

    @Test
    void opensLateAndClosesEarlyWhereTheClockRepeatsAnHour() {
        // 25 October 2026: 02:00 to 03:00 comes twice, 00:00Z to 01:00Z in summer time and then again
        assertThat(berlin("Sun", "02:30-08:00").isOpen(at("2026-10-25T00:45:00Z")))
                .isFalse();
        assertThat(berlin("Sun", "02:30-08:00").isOpen(at("2026-10-25T01:30:00Z")))
                .isTrue();
        assertThat(berlin("Sun", "01:00-02:30").isOpen(at("2026-10-25T00:29:59Z")))
                .isTrue();
        assertThat(berlin("Sun", "01:00-02:30").isOpen(at("2026-10-25T00:30:00Z")))
                .isFalse();
        assertThat(berlin("Sun", "01:00-02:30").isOpen(at("2026-10-25T01:15:00Z")))
                .isFalse();
    }

    @Test
    void takesTheSkipWhereTheClockSkipsAnHour() {
        // 28 March 2027: 02:00 becomes 03:00 at 01:00Z
        assertThat(berlin("Sun", "02:30-08:00").isOpen(at("2027-03-28T00:59:59Z")))
                .isFalse();
        assertThat(berlin("Sun", "02:30-08:00").isOpen(at("2027-03-28T01:00:00Z")))
                .isTrue();
        assertThat(berlin("Sun", "00:30-02:30").closing(at("2027-03-28T00:00:00Z")))
                .contains(at("2027-03-28T01:00:00Z"));
        assertThat(berlin("Sun", "02:10-02:50").isOpen(at("2027-03-28T01:00:00Z")))
                .isFalse();
    }

    @Test
    void saysWhenItChangesNext() {
        Calendar office = berlin("Mon-Fri", "09:00-18:00", "2026-12-25", "2027-01-01");

        assertThat(office.nextChange(at("2026-11-27T18:00:00Z")))
                .as("over a weekend")
                .contains(at("2026-11-30T08:00:00Z"));
        assertThat(office.nextChange(at("2026-12-24T18:00:00Z")))
                .as("over Christmas")
                .contains(at("2026-12-28T08:00:00Z"));
    }

    @Test
    void neverClosesWhenItIsOpenDayAndNight() {
        assertThat(berlin("Mon-Sun", "00:00-24:00").closing(at("2026-11-27T18:00:00Z")))
                .isEmpty();
    }

    @Test
    void knowsSpansOfLocalTime() {
        Calendar freeze = spans("2026-12-18T00:00/2027-01-04T00:00");

        assertThat(freeze.isOpen(at("2026-12-17T22:59:59Z"))).isFalse();
        assertThat(freeze.isOpen(at("2026-12-17T23:00:00Z"))).isTrue();
        assertThat(freeze.isOpen(at("2027-01-03T23:00:00Z"))).isFalse();
    }

    @Test
    void opensAfterAQuestionFromLongBefore() {
        Calendar yearEnd = spans("2026-12-18T00:00/2027-01-04T00:00");

        assertThat(yearEnd.isOpen(at("2024-01-01T00:00:00Z"))).isFalse();
        assertThat(yearEnd.isOpen(at("2026-12-24T12:00:00Z"))).isTrue();
    }

    @Test
    void knowsTheNightThatBeganFourDaysBeforeAnEarlierQuestion() {
        Calendar night = berlin("Thu", "22:00-06:00");

        assertThat(night.isOpen(at("2026-11-23T09:00:00Z"))).as("Monday").isFalse();
        assertThat(night.isOpen(at("2026-11-20T02:00:00Z")))
                .as("Friday at three")
                .isTrue();
    }

    static Stream<Supplier<Calendar>> calendars() {
        return Stream.of(
                () -> berlin("Mon-Fri", "22:00-06:00", "2026-12-25"),
                () -> berlin("Thu", "22:00-06:00"),
                () -> berlin("Mon-Sun", "00:00-24:00"),
                () -> spans("2026-12-18T00:00/2027-01-04T00:00"),
                () -> spans("2025-01-01T00:00/2029-01-01T00:00"));
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void saysTheSameWhateverItWasAskedBefore(Supplier<Calendar> made) {
        SplittableRandom random = new SplittableRandom(14);
        Calendar asked = made.get();
        Instant moment = at("2026-10-20T00:00:00Z");
        for (int i = 0; i < 1_000; i++) {
            moment = random.nextInt(10) == 0
                    ? at("2023-06-01T00:00:00Z").plusSeconds(random.nextInt(86_400 * 365 * 7))
                    : moment.plusSeconds(random.nextInt(-86_400 * 5, 86_400 * 5));
            Calendar fresh = made.get();
            assertThat(asked.isOpen(moment)).as("at %s", moment).isEqualTo(fresh.isOpen(moment));
            assertThat(asked.closing(moment)).as("at %s", moment).isEqualTo(fresh.closing(moment));
            assertThat(asked.nextChange(moment)).as("at %s", moment).isEqualTo(fresh.nextChange(moment));
        }
    }
}
