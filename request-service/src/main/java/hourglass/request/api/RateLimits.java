package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.PersonId;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// How often one person may call, in each minute of the clock and at each instance. Ending access is never limited.
@Component
class RateLimits {
    private static final int MANY = 10_000;

    private final LimitSettings settings;
    private final InstantSource clock;
    private final Map<Key, Minute> minutes = new ConcurrentHashMap<>();

    /// What is counted together.
    enum Kind {
        SUBMIT,
        PREVIEW,
        ACT
    }

    private record Key(PersonId person, Kind kind) {}

    private record Minute(Instant start, int calls) {}

    RateLimits(LimitSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// Counts a call, and says in the answer's headers what is left.
    ///
    /// @throws ProblemException 429 when there is nothing left
    void count(Caller caller, Kind kind, HttpServletResponse answer) {
        Instant now = clock.instant();
        Instant start = now.truncatedTo(ChronoUnit.MINUTES);
        if (minutes.size() > MANY) {
            minutes.values().removeIf(minute -> minute.start().isBefore(start));
        }
        Minute minute = minutes.merge(
                new Key(caller.person(), kind),
                new Minute(start, 1),
                (before, first) -> before.start().equals(start) ? new Minute(start, before.calls() + 1) : first);
        int most = most(kind);
        long seconds = Math.max(1, 60 - now.getEpochSecond() % 60);
        int left = Math.max(0, most - minute.calls());
        String policy = "\"person\";q=" + most + ";w=60";
        String rest = "\"person\";r=" + left + ";t=" + seconds;
        if (minute.calls() > most) {
            throw new ProblemException(
                            ProblemType.TOO_MANY_REQUESTS,
                            "You may do this " + most + " times a minute. Wait " + seconds + " s.")
                    .header("RateLimit-Policy", policy)
                    .header("RateLimit", rest)
                    .header("Retry-After", String.valueOf(seconds));
        }
        answer.setHeader("RateLimit-Policy", policy);
        answer.setHeader("RateLimit", rest);
    }

    private int most(Kind kind) {
        return switch (kind) {
            case SUBMIT -> settings.submitsPerMinute();
            case PREVIEW -> settings.previewsPerMinute();
            case ACT -> settings.actsPerMinute();
        };
    }
}
