package hourglass.request.api;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// `Prefer: wait=N` (RFC 7240): answer when there is something to say, or after N seconds.
///
/// @param seconds 0 to 60; 0: don't wait
record Preference(long seconds) {
    static final long LONGEST = 60;
    private static final Pattern WAIT = Pattern.compile("\\s*wait\\s*=\\s*(\\d{1,9})\\s*", Pattern.CASE_INSENSITIVE);

    static Preference of(@Nullable String prefer) {
        return prefer == null
                ? new Preference(0)
                : Arrays.stream(prefer.split("[,;]", 20))
                        .map(WAIT::matcher)
                        .filter(Matcher::matches)
                        .findFirst()
                        .map(wait -> new Preference(Math.min(LONGEST, Long.parseLong(wait.group(1)))))
                        .orElse(new Preference(0));
    }

    boolean waits() {
        return seconds > 0;
    }

    Duration atMost() {
        return Duration.ofSeconds(seconds);
    }

    /// Says in the answer that it was taken.
    void applied(HttpHeaders headers) {
        if (waits()) {
            headers.set("Preference-Applied", "wait=" + seconds);
        }
    }
}
