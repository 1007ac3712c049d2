package hourglass.request.api;

import hourglass.request.Caller;
import hourglass.request.Changes;
import hourglass.request.Changes.Change;
import hourglass.request.RequestId;
import hourglass.request.RequestViews;
import hourglass.request.RequestViews.View;
import hourglass.request.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells open streams of changes that concern their people. While there are streams, one thread asks the database what
/// has changed; a change is told again rather than missed, since clients only read what they are pointed to.
@Component
class EventStreams {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final long EVERY_MILLIS = 200;
    private static final int MOST = 1_000;

    /// A transaction may commit this long after it took its time.
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Changes changes;
    private final RequestViews views;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final Map<RequestId, Long> told = new LinkedHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("event-streams").factory());
    private @Nullable Instant since;
    private volatile boolean closed;

    EventStreams(Changes changes, RequestViews views) {
        this.changes = changes;
        this.views = views;
        var _ = thread.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// One open stream.
    static final class Stream {
        private static final int LONGEST_QUEUE = 256;

        /// Whose it is; operators and auditors get what concerns them as people, not everything.
        private final Caller person;

        private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>(LONGEST_QUEUE);
        private volatile boolean lagging;

        private Stream(Caller caller) {
            this.person = new Caller(caller.person(), caller.session(), caller.groups(), false, false);
        }

        /// The next signal; null when there was none in time.
        @Nullable
        Signal next(Duration atMost) throws InterruptedException {
            return signals.poll(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        }

        /// Whether it missed signals because its client was too slow: it should begin anew.
        boolean lagging() {
            return lagging;
        }
    }

    sealed interface Signal {
        record Changed(Change change) implements Signal {}

        record Bye() implements Signal {}
    }

    Stream open(Caller caller) {
        Stream stream = new Stream(caller);
        open.add(stream);
        if (closed) {
            tell(stream, new Signal.Bye());
        }
        return stream;
    }

    void close(Stream stream) {
        open.remove(stream);
    }

    private void look() {
        if (open.isEmpty()) {
            since = null;
            told.clear();
            return;
        }
        try {
            Instant from = since == null ? changes.now() : since;
            since = from;
            Instant after = from.minus(LATE);
            List<Change> page;
            do {
                page = changes.after(after, MOST);
                for (Change change : page) {
                    Long before = told.put(change.id(), change.revision());
                    if (before == null || before != change.revision()) {
                        tellAll(change);
                    }
                    after = change.at();
                    since = after.isAfter(from) ? after : since;
                }
            } while (page.size() == MOST);
            while (told.size() > MOST * 10) {
                told.remove(told.keySet().iterator().next());
            }
        } catch (RuntimeException e) {
            LOG.warn("Event streams wait, the database can't be asked: {}", e.getMessage());
        }
    }

    private void tellAll(Change change) {
        View view = views.find(change.id());
        if (view == null) {
            return;
        }
        open.stream()
                .filter(stream -> Visibility.sees(stream.person, view.request(), view.owner()))
                .forEach(stream -> tell(stream, new Signal.Changed(change)));
    }

    private static void tell(Stream stream, Signal signal) {
        if (!stream.signals.offer(signal)) {
            stream.lagging = true;
        }
    }

    /// Says good-bye, so that the service can stop.
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed = true;
        thread.shutdownNow();
        open.forEach(stream -> {
            stream.signals.clear();
            tell(stream, new Signal.Bye());
        });
    }
}
