package hourglass.request.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Durations as people write them: ISO-8601 (`PT30M`) or short (`30m`, `1h30m`, `2d`; a day is exactly 24 hours).
final class Durations {
    private static final int LONGEST = 40;
    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    private Durations() {}

    /// Empty when it is none, or one that no computer can count.
    static Optional<Duration> parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parts = SHORT.matcher(trimmed.toLowerCase(Locale.ROOT));
        if (parts.matches()) {
            return Optional.of(Duration.ofDays(number(parts.group(1)))
                    .plusHours(number(parts.group(2)))
                    .plusMinutes(number(parts.group(3)))
                    .plusSeconds(number(parts.group(4))));
        }
        try {
            return Optional.of(Duration.parse(trimmed));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
