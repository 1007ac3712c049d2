package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.Changes.Change;
import hourglass.request.api.EventStreams.Signal;
import hourglass.request.api.EventStreams.Stream;
import hourglass.web.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// One stream of server-sent events for all that concerns me. Signals only: whoever gets one reads the request.
@RestController
class EventsController {
    private static final Logger LOG = LoggerFactory.getLogger(EventsController.class);
    private static final Duration COMMENT_EVERY = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final EventStreams streams;
    private final Callers callers;
    private final JsonMapper json;
    private final InstantSource clock;

    EventsController(EventStreams streams, Callers callers, JsonMapper json, InstantSource clock) {
        this.streams = streams;
        this.callers = callers;
        this.json = json;
        this.clock = clock;
    }

    /// The data of an event.
    record Signalled(String request, String state, long revision) {}

    /// Runs until the client goes, the token ends, or the service stops. It holds a virtual thread and nothing else.
    @GetMapping(path = "/v1/me/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(SignedIn me, JwtAuthenticationToken token, HttpServletResponse answer) throws IOException {
        Caller caller = callers.reading(me);
        Instant end = end(token);
        Stream stream = streams.open(caller);
        try {
            answer.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            answer.setCharacterEncoding(StandardCharsets.UTF_8);
            answer.setHeader("X-Accel-Buffering", "no");
            write(answer, "retry: 2000\n: open\n\n");
            pump(stream, end, answer);
        } catch (IOException e) {
            LOG.debug("The client of an event stream has gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.close(stream);
        }
    }

    private void pump(Stream stream, Instant end, HttpServletResponse answer) throws IOException, InterruptedException {
        while (true) {
            Duration left = Duration.between(clock.instant(), end);
            if (left.isNegative() || left.isZero() || stream.lagging()) {
                write(answer, "event: bye\ndata: {}\n\n");
                return;
            }
            switch (stream.next(left.compareTo(COMMENT_EVERY) < 0 ? left : COMMENT_EVERY)) {
                case null -> write(answer, ": still here\n\n");
                case Signal.Bye _ -> {
                    write(answer, "event: bye\ndata: {}\n\n");
                    return;
                }
                case Signal.Changed(var change) -> write(answer, event(change));
            }
        }
    }

    private String event(Change change) {
        String data = json.writeValueAsString(
                new Signalled(change.id().value(), change.state().name(), change.revision()));
        return "id: " + change.revision() + "\nevent: changed\ndata: " + data + "\n\n";
    }

    private Instant end(JwtAuthenticationToken token) {
        Instant longest = clock.instant().plus(LONGEST);
        Instant expiry = token.getToken().getExpiresAt();
        return expiry != null && expiry.isBefore(longest) ? expiry : longest;
    }

    private static void write(HttpServletResponse answer, String text) throws IOException {
        OutputStream out = answer.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
