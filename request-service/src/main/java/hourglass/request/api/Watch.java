package hourglass.request.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hourglass.request.Changes;
import hourglass.request.Changes.Change;
import hourglass.request.RequestId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Lets calls wait until a request changes, whichever instance changes it: a move of this instance wakes them at once,
/// and while anybody waits, one thread asks the database for all of them together. A waiting call costs one virtual
/// thread.
@Component
class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /// How often the database is asked: as many milliseconds apart as requests are waited for, within these bounds, so
    /// that a crowd doesn't make each of them dearer.
    private static final long AT_LEAST_MILLIS = 40;

    private static final long AT_MOST_MILLIS = 250;
    private static final int REMEMBERED = 10_000;

    private final Function<Collection<RequestId>, List<Change>> newest;
    private final Map<RequestId, List<Waiting>> waiting = new ConcurrentHashMap<>();

    /// Newest revisions heard of, so that somebody who begins to listen hears also of what has just happened.
    private final Cache<RequestId, Long> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch").factory());
    private volatile boolean closed;

    @Autowired
    Watch(Changes changes) {
        this(changes::of);
        changes.onOwnMove(this::heard);
    }

    /// @param newest where these requests stand now
    Watch(Function<Collection<RequestId>, List<Change>> newest) {
        this.newest = newest;
        lookIn(AT_LEAST_MILLIS);
    }

    /// Begins to listen for changes of a request. What happens from now on is not missed, so begin before reading it.
    Waiting on(RequestId id) {
        Waiting one = new Waiting(id);
        waiting.compute(id, (_, others) -> {
            List<Waiting> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(one);
            return all;
        });
        Long newest = known.getIfPresent(id);
        if (newest != null) {
            one.heard(newest);
        }
        return one;
    }

    /// Tells all who wait, and all who will, that a request is at this revision.
    void heard(RequestId id, long revision) {
        known.asMap().merge(id, revision, Math::max);
        waiting.getOrDefault(id, List.of()).forEach(one -> one.heard(revision));
    }

    /// One call that listens for changes of one request.
    final class Waiting implements AutoCloseable {
        private final RequestId id;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition heard = lock.newCondition();
        private long revision;

        private Waiting(RequestId id) {
            this.id = id;
        }

        /// Waits until the request is beyond a revision: false when the time was up before, or the service stops.
        boolean untilPast(long seen, Duration atMost) {
            lock.lock();
            try {
                long left = atMost.toNanos();
                while (revision <= seen && left > 0 && !closed) {
                    left = heard.awaitNanos(left);
                }
                return revision > seen && !closed;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        private void heard(long newer) {
            lock.lock();
            try {
                if (newer > revision) {
                    revision = newer;
                }
                heard.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            waiting.computeIfPresent(id, (_, list) -> {
                list.remove(this);
                return list.isEmpty() ? null : list;
            });
        }
    }

    private void lookIn(long millis) {
        if (!closed) {
            var _ = thread.schedule(this::look, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        List<RequestId> all = List.copyOf(waiting.keySet());
        try {
            if (!all.isEmpty()) {
                newest.apply(all).forEach(change -> heard(change.id(), change.revision()));
            }
        } catch (RuntimeException e) {
            LOG.warn("Waiting calls wait on, the database can't be asked: {}", e.getMessage());
        }
        lookIn(Math.clamp(all.size(), AT_LEAST_MILLIS, AT_MOST_MILLIS));
    }

    /// Waiting calls answer now, so that the service can stop.
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed = true;
        thread.shutdownNow();
        waiting.values().forEach(list -> list.forEach(one -> one.heard(0)));
    }
}
