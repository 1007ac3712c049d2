package hourglass.policy.api;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: ISO-8601 (`PT30M`) or short (`30m`, `2h`, `1d`; a day is exactly 24 hours).
final class Durations {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})([smhd])");

    private Durations() {}

    /// Whole seconds; empty when it is no duration, or doesn't fit into an int.
    static Optional<Integer> seconds(String text) {
        return parse(text)
                .filter(duration -> duration.equals(duration.truncatedTo(ChronoUnit.SECONDS)))
                .map(Duration::toSeconds)
                .filter(seconds -> seconds == seconds.intValue())
                .map(Long::intValue);
    }

    private static Optional<Duration> parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
