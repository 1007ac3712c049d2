package hourglass.request.api;

import hourglass.request.Changes;
import hourglass.request.Changes.Change;
import hourglass.request.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Lets calls wait until a request changes, whichever instance changes it. While anybody waits, one thread asks the
/// database for all of them together; a waiting call costs one virtual thread.
@Component
class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long EVERY_MILLIS = 40;

    private final Changes changes;
    private final Map<RequestId, List<Waiter>> waiters = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch").factory());

    private record Waiter(long revision, CompletableFuture<Void> changed) {}

    Watch(Changes changes) {
        this.changes = changes;
        var _ = thread.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Waits until the request is at another revision, or the time is up.
    void untilChanged(RequestId id, long revision, Duration atMost) {
        Waiter waiter = new Waiter(revision, new CompletableFuture<>());
        waiters.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(waiter);
        try {
            waiter.changed().get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.trace("{} is still at revision {}", id, revision);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A waiter is never completed with a failure", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiters.computeIfPresent(id, (_, list) -> {
                list.remove(waiter);
                return list.isEmpty() ? null : list;
            });
        }
    }

    private void look() {
        if (waiters.isEmpty()) {
            return;
        }
        try {
            for (Change change : changes.of(List.copyOf(waiters.keySet()))) {
                waiters.getOrDefault(change.id(), List.of()).stream()
                        .filter(waiter -> waiter.revision() != change.revision())
                        .forEach(waiter -> waiter.changed().complete(null));
            }
        } catch (RuntimeException e) {
            LOG.warn("Waiting calls wait on, the database can't be asked: {}", e.getMessage());
        }
    }

    /// Waiting calls answer now, so that the service can stop.
    @EventListener(ContextClosedEvent.class)
    void close() {
        thread.shutdownNow();
        waiters.values().forEach(list -> list.forEach(waiter -> waiter.changed().complete(null)));
    }
}
