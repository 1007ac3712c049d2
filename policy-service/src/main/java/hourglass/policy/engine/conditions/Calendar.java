package hourglass.policy.engine.conditions;

import hourglass.policy.engine.documents.CalendarText;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Named opening hours (rule 14): when it is open, and when that changes.
///
/// Where the clock repeats an hour, an opening takes the later instant and a closing the earlier; where it skips one,
/// both take the moment of the skip. So a calendar is never open longer than its local times say.
public final class Calendar {
    /// A calendar that doesn't change within so many days is taken not to change at all.
    private static final int HORIZON_DAYS = 800;

    private static final List<String> DAY_NAMES = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private final ZoneId zone;
    private final Set<DayOfWeek> days;
    private final List<Hours> hours;
    private final Set<LocalDate> holidays;
    private final List<Interval> spans;
    /// The stretch asked about last: `now` moves slowly, and a stretch stays true whoever asks. One without an end
    /// isn't kept, as that only says what could be seen from where it was asked.
    private final AtomicReference<Segment> last = new AtomicReference<>(new Segment(false, Instant.MIN, Instant.MIN));

    private record Hours(LocalTime opening, LocalTime closing, boolean nextDay) {}

    private record Interval(Instant from, Instant to) {}

    /// A stretch of time in which the calendar is all open or all closed.
    ///
    /// @param from first instant of it, as far as was looked
    /// @param to first instant after it; null when it doesn't change within the horizon
    record Segment(boolean open, Instant from, @Nullable Instant to) {

        /// Whether a search from `at` would find this stretch, its end within the horizon.
        boolean holds(Instant at) {
            return to != null
                    && !at.isBefore(from)
                    && at.isBefore(to)
                    && to.isBefore(at.plus(HORIZON_DAYS, ChronoUnit.DAYS));
        }
    }

    /// @throws DateTimeException when the zone, a date or a span is none
    public Calendar(CalendarText text) {
        zone = ZoneId.of(text.zone());
        days = days(text.days());
        hours = text.hours().stream().map(Calendar::hours).toList();
        Set<LocalDate> dates = new HashSet<>();
        text.holidays().forEach(date -> dates.add(LocalDate.parse(date)));
        holidays = Set.copyOf(dates);
        spans = text.spans().stream().map(this::span).toList();
    }

    /// Whether `at` lies in [opening, closing) of one of its intervals.
    public boolean isOpen(Instant at) {
        return segment(at).open();
    }

    /// When the interval that holds `at` closes; `at` itself while it is closed; empty when it never does.
    public Optional<Instant> closing(Instant at) {
        Segment segment = segment(at);
        return segment.open() ? Optional.ofNullable(segment.to()) : Optional.of(at);
    }

    /// When it next opens or closes after `at`; empty when it never does.
    public Optional<Instant> nextChange(Instant at) {
        return Optional.ofNullable(segment(at).to());
    }

    private Segment segment(Instant at) {
        Segment known = last.get();
        if (known.holds(at)) {
            return known;
        }
        Segment found = find(at);
        if (found.to() != null) {
            last.set(found);
        }
        return found;
    }

    private Segment find(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        Instant begin = day.minusDays(3).atStartOfDay(zone).toInstant();
        for (int reach = 10; ; reach *= 3) {
            Segment segment = within(intervals(day, reach), at, begin);
            Instant end = day.plusDays(reach).atStartOfDay(zone).toInstant();
            if (segment.to() != null && segment.to().isBefore(end)) {
                return segment;
            }
            if (reach >= HORIZON_DAYS) {
                return new Segment(segment.open(), segment.from(), null);
            }
        }
    }

    private static Segment within(List<Interval> merged, Instant at, Instant begin) {
        Instant before = begin;
        for (Interval interval : merged) {
            if (at.isBefore(interval.from())) {
                return new Segment(false, before, interval.from());
            }
            if (at.isBefore(interval.to())) {
                return new Segment(true, interval.from(), interval.to());
            }
            before = interval.to().isAfter(begin) ? interval.to() : begin;
        }
        return new Segment(false, before, null);
    }

    /// The intervals that reach into the time from three days before `day` to `reach` days after it, touching and
    /// overlapping ones made one. That of a fourth day before may close on the third.
    private List<Interval> intervals(LocalDate day, int reach) {
        List<Interval> all = new ArrayList<>(spans);
        for (LocalDate date = day.minusDays(4); !date.isAfter(day.plusDays(reach)); date = date.plusDays(1)) {
            if (days.contains(date.getDayOfWeek()) && !holidays.contains(date)) {
                for (Hours daily : hours) {
                    LocalDate closingDate = daily.nextDay() ? date.plusDays(1) : date;
                    add(all, opening(date.atTime(daily.opening())), closing(closingDate.atTime(daily.closing())));
                }
            }
        }
        all.sort(Comparator.comparing(Interval::from));
        return merged(all);
    }

    private static List<Interval> merged(List<Interval> sorted) {
        List<Interval> merged = new ArrayList<>();
        for (Interval next : sorted) {
            Interval previous = merged.isEmpty() ? null : merged.getLast();
            if (previous == null || next.from().isAfter(previous.to())) {
                merged.add(next);
            } else if (next.to().isAfter(previous.to())) {
                merged.set(merged.size() - 1, new Interval(previous.from(), next.to()));
            }
        }
        return merged;
    }

    private static void add(List<Interval> all, Instant from, Instant to) {
        if (from.isBefore(to)) {
            all.add(new Interval(from, to));
        }
    }

    private Instant opening(LocalDateTime local) {
        return instant(local, true);
    }

    private Instant closing(LocalDateTime local) {
        return instant(local, false);
    }

    private Instant instant(LocalDateTime local, boolean later) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition skip = zone.getRules().getTransition(local);
            return skip.getInstant();
        }
        return local.toInstant(later ? offsets.getLast() : offsets.getFirst());
    }

    private static Hours hours(String text) {
        LocalTime opening = LocalTime.parse(text.substring(0, 5));
        boolean midnight = text.endsWith("24:00");
        LocalTime closing = midnight ? LocalTime.MIDNIGHT : LocalTime.parse(text.substring(6));
        return new Hours(opening, closing, midnight || !closing.isAfter(opening));
    }

    private Interval span(String text) {
        int slash = text.indexOf('/');
        Instant from = opening(LocalDateTime.parse(text.substring(0, slash)));
        Instant to = closing(LocalDateTime.parse(text.substring(slash + 1)));
        if (!from.isBefore(to)) {
            throw new DateTimeException("The span " + text + " ends before it begins");
        }
        return new Interval(from, to);
    }

    private static Set<DayOfWeek> days(List<String> texts) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String text : texts) {
            int dash = text.indexOf('-');
            int first = DAY_NAMES.indexOf(dash < 0 ? text : text.substring(0, dash));
            int last = DAY_NAMES.indexOf(dash < 0 ? text : text.substring(dash + 1));
            for (int day = first; ; day = (day + 1) % 7) {
                days.add(DayOfWeek.of(day + 1));
                if (day == last) {
                    break;
                }
            }
        }
        return days;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s %s", zone, days, hours);
    }
}
