package hourglass.policy.engine.documents;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// Reads lengths of time as policies write them: `30s`, `1h30m`, `7d`, or ISO-8601; a day is exactly 24 h.
public final class Span {
    private static final Duration LONGEST = Duration.ofDays(3660);

    private Span() {}

    /// The duration; empty when `text` is none, is negative, or is longer than ten years.
    public static Optional<Duration> parse(String text) {
        try {
            String upper = text.toUpperCase(Locale.ROOT);
            Duration span = Duration.parse(upper.startsWith("P") ? upper : iso(upper));
            return span.isNegative() || span.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(span);
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static String iso(String upper) {
        int days = upper.indexOf('D');
        return days < 0
                ? "PT" + upper
                : "P" + upper.substring(0, days + 1)
                        + (days + 1 < upper.length() ? "T" + upper.substring(days + 1) : "");
    }

    /// `90m` as people write it: whole days, hours, minutes or seconds where they fit.
    public static String shortText(Duration span) {
        long seconds = span.toSeconds();
        StringBuilder text = new StringBuilder();
        part(text, seconds / 3600, "h");
        part(text, seconds % 3600 / 60, "m");
        part(text, seconds % 60, "s");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void part(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
