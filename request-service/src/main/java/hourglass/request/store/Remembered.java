package hourglass.request.store;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the copies of directory and catalog said, remembered until they change, whichever instance changes them. The
/// database counts their changes; the count is compared at most once in [#BELIEVED], and no answer is older than that.
///
/// Nobody waits for anybody here: a lock held while asking could starve callers that hold a connection already.
final class Remembered<V> {
    /// How far behind the database an answer may be.
    static final Duration BELIEVED = Duration.ofMillis(200);

    private final LongSupplier version;
    private final LongSupplier nanos;
    private final AtomicReference<Page<V>> page;

    /// @param version read before any of the answers, so that they are at least as new
    /// @param until the reading of `nanos` at which the version has to be compared again
    private record Page<V>(long version, long until, Map<Object, V> answers) {}

    /// @param version how often the copies have changed
    /// @param nanos a monotonic clock
    Remembered(LongSupplier version, LongSupplier nanos) {
        this.version = version;
        this.nanos = nanos;
        this.page = new AtomicReference<>(new Page<>(0, nanos.getAsLong(), Map.of()));
    }

    static <V> Remembered<V> of(JdbcClient jdbc, LongSupplier nanos) {
        return new Remembered<>(
                () -> jdbc.sql("SELECT version FROM mirror_version")
                        .query(Long.class)
                        .single(),
                nanos);
    }

    /// What `ask` finds, or found before. That something is not there is not remembered: there is no end of such names.
    @Nullable
    V answer(Object question, Supplier<@Nullable V> ask) {
        Map<Object, V> answers = believed().answers();
        V known = answers.get(question);
        if (known != null) {
            return known;
        }
        V found = ask.get();
        if (found != null) {
            answers.put(question, found);
        }
        return found;
    }

    /// This instance has changed a copy: the next question sees it. A comparison that is under way has begun before,
    /// and fails to put its page in the place of this one.
    void compareAgain() {
        page.updateAndGet(old -> new Page<>(old.version(), nanos.getAsLong(), old.answers()));
    }

    private Page<V> believed() {
        Page<V> old = page.get();
        long now = nanos.getAsLong();
        if (now - old.until() < 0) {
            return old;
        }
        long current = version.getAsLong();
        Map<Object, V> answers = current == old.version() ? old.answers() : new ConcurrentHashMap<>();
        Page<V> fresh = new Page<>(current, now + BELIEVED.toNanos(), answers);
        page.compareAndSet(old, fresh);
        return fresh;
    }
}
