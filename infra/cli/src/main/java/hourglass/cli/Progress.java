package hourglass.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Waits for a request by long poll (`Prefer: wait` with `If-None-Match`) and says each thing that happens to it.
final class Progress {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Api api;
    private final Shell shell;
    private final String id;
    private long told;

    /// @param told the revision up to which everything has been said already
    Progress(Api api, Shell shell, String id, long told) {
        this.api = api;
        this.shell = shell;
        this.id = id;
        this.told = told;
    }

    /// Follows the request until it is `done` or the time is up, and gives the newest view.
    ///
    /// @param view the newest view so far
    /// @param done what is waited for
    /// @param timeout how long at most; without one, for ever
    JsonNode until(JsonNode view, Predicate<JsonNode> done, @Nullable Duration timeout) {
        Instant end = timeout == null ? Instant.MAX : shell.clock().instant().plus(timeout);
        JsonNode newest = view;
        String etag = "\"" + Json.text(view, "revision") + "\"";
        while (!done.test(newest)) {
            Duration left = left(end);
            if (!left.isPositive()) {
                return newest;
            }
            Api.Answer answer = next(etag, left);
            if (answer.status() == 304) {
                if (!answer.waited()) {
                    shell.pause().of(RETRY);
                }
                continue;
            }
            newest = answer.body();
            etag = answer.etag();
            tell();
        }
        return newest;
    }

    private Duration left(Instant end) {
        if (end.equals(Instant.MAX)) {
            return LONGEST;
        }
        Duration left = Duration.between(shell.clock().instant(), end);
        return left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }

    private Api.Answer next(String etag, Duration left) {
        long seconds = Math.max(1, left.toSeconds());
        return api.call(
                "GET",
                "/v1/requests/" + id,
                null,
                Map.of("If-None-Match", etag, "Prefer", "wait=" + seconds),
                Duration.ofSeconds(seconds));
    }

    /// Says what the timeline has that wasn't said yet.
    void tell() {
        JsonNode timeline = api.get("/v1/requests/" + id + "/timeline").body();
        for (JsonNode item : Json.items(timeline, "items")
                .sorted((one, other) -> Long.compare(
                        one.path("revision").asLong(), other.path("revision").asLong()))
                .toList()) {
            if (item.path("revision").asLong() > told) {
                told = item.path("revision").asLong();
                Moments moments = new Moments(shell.clock());
                shell.say(moments.second(Json.text(item, "at")) + "  " + moments.inText(Json.text(item, "text")));
            }
        }
    }
}
