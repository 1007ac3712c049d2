package hourglass.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times and spans as people read and type them, in the zone of the clock.
final class Moments {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm z", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd ", Locale.ROOT);
    private static final Pattern SPAN =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");
    private static final Pattern IN_TEXT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[\\d:.]{8,18}Z");
    private static final Pattern AGO = Pattern.compile("(\\S+)\\s+ago");
    private static final Pattern DAY_AND_TIME =
            Pattern.compile("(?:(today|yesterday|\\d{4}-\\d{2}-\\d{2})[ T])?(\\d{1,2}:\\d{2}(?::\\d{2})?)");

    private final Clock clock;

    Moments(Clock clock) {
        this.clock = clock;
    }

    /// `10:06:12` if that is today, else with the date.
    String second(String instant) {
        return parsed(instant).map(at -> day(at) + SECOND.format(at)).orElse(instant);
    }

    /// `today 12:06 CET`, `tomorrow 09:00 CET`, or with the date.
    String minute(String instant) {
        return parsed(instant)
                .map(at -> {
                    LocalDate today = LocalDate.now(clock);
                    String day = at.toLocalDate().equals(today)
                            ? "today "
                            : at.toLocalDate().equals(today.plusDays(1)) ? "tomorrow " : DAY.format(at);
                    return day + MINUTE.format(at);
                })
                .orElse(instant);
    }

    /// A sentence with its RFC 3339 times as [#second] writes them.
    String inText(String sentence) {
        return IN_TEXT.matcher(sentence).replaceAll(time -> Matcher.quoteReplacement(second(time.group())));
    }

    /// How long until then, `1h 58m`; `-` when it is past.
    String left(String instant) {
        return parsed(instant)
                .map(at -> Duration.between(clock.instant(), at.toInstant()))
                .map(left -> left.isPositive() ? span(left) : "-")
                .orElse("");
    }

    /// How long ago that was, `12 s`.
    String since(String instant) {
        return parsed(instant)
                .map(at -> span(Duration.between(at.toInstant(), clock.instant())))
                .orElse("");
    }

    /// An ISO duration in short, `PT2H` as `2 h`; as it came when it is none.
    static String span(String iso) {
        try {
            return span(Duration.parse(iso));
        } catch (DateTimeParseException other) {
            return iso;
        }
    }

    /// `45 s`, `20 min`, `2 h`, `1h 58m`, `3 d`.
    static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds % 60 == 0 ? seconds / 60 + " min" : seconds / 60 + "m " + seconds % 60 + "s";
        }
        if (seconds < 86_400) {
            long minutes = seconds / 60 % 60;
            return minutes == 0 ? seconds / 3600 + " h" : seconds / 3600 + "h " + minutes + "m";
        }
        long hours = seconds / 3600 % 24;
        return hours == 0 ? seconds / 86_400 + " d" : seconds / 86_400 + "d " + hours + "h";
    }

    /// A span as typed: `90s`, `30m`, `1h30m`, `2d` or ISO-8601.
    static Optional<Duration> typedSpan(String typed) {
        Matcher parts = SPAN.matcher(typed);
        if (!typed.isEmpty() && parts.matches()) {
            return Optional.of(Duration.ofDays(number(parts.group(1)))
                    .plusHours(number(parts.group(2)))
                    .plusMinutes(number(parts.group(3)))
                    .plusSeconds(number(parts.group(4))));
        }
        try {
            return Optional.of(Duration.parse(typed));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /// A moment as typed: RFC 3339, `today 10:15`, `10:15`, `yesterday 23:00`, `2026-11-24 10:15`, `10m ago`, `now`.
    ///
    /// @throws Failure when it is none of these
    Instant typed(String typed) {
        String text = typed.strip();
        if (text.equals("now")) {
            return clock.instant();
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches() && typedSpan(ago.group(1)).isPresent()) {
            return clock.instant().minus(typedSpan(ago.group(1)).orElseThrow());
        }
        Matcher local = DAY_AND_TIME.matcher(text);
        try {
            return local.matches()
                    ? local(local.group(1) == null ? "today" : local.group(1), local.group(2))
                    : ZonedDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            throw new Failure(
                    Exit.USAGE,
                    "'" + typed + "' is no time. Write 2026-11-24T10:15:00Z, 'today 10:15', 10:15 or '10m ago'.",
                    none);
        }
    }

    private Instant local(String day, String time) {
        LocalDate date = switch (day) {
            case "today" -> LocalDate.now(clock);
            case "yesterday" -> LocalDate.now(clock).minusDays(1);
            default -> LocalDate.parse(day);
        };
        LocalTime at = LocalTime.parse(time.length() == 4 || time.indexOf(':') == 1 ? "0" + time : time);
        return date.atTime(at).atZone(zone()).toInstant();
    }

    private ZoneId zone() {
        return clock.getZone();
    }

    private String day(ZonedDateTime at) {
        return at.toLocalDate().equals(LocalDate.now(clock)) ? "" : DAY.format(at);
    }

    private Optional<ZonedDateTime> parsed(String instant) {
        try {
            return instant.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.parse(instant).atZone(zone()));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
