package hourglass.grant;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The few threads of one target. They look for work every 250 ms by themselves; being woken only makes that sooner. A
/// target that hangs fills its own lane and no other.
public final class Lane implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Lane.class.getName());
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration CHECK = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(12);

    private final String target;
    private final Target system;
    private final Converge converge;
    private final InstantSource clock;
    private final Duration look;
    private final Semaphore wake = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private final Thread check;
    private volatile boolean open = true;
    private volatile @Nullable Sight last;
    private volatile @Nullable String missing;
    private final CountDownLatch closing = new CountDownLatch(1);

    /// A lane that has not started yet.
    ///
    /// @param threads how many accounts are worked on at once, at least 1
    public Lane(String target, Target system, int threads, Converge converge, InstantSource clock) {
        this(target, system, threads, converge, clock, LOOK);
    }

    /// @param look how often a thread looks for work by itself
    Lane(String target, Target system, int threads, Converge converge, InstantSource clock, Duration look) {
        this.target = target;
        this.system = system;
        this.converge = converge;
        this.clock = clock;
        this.look = look;
        for (int i = 1; i <= threads; i++) {
            this.threads.add(
                    Thread.ofPlatform().name("lane-" + target + "-" + i).unstarted(this::run));
        }
        this.check = Thread.ofVirtual().name("check-" + target).unstarted(this::check);
    }

    /// The target's last answer.
    ///
    /// @param error absent when it answered
    public record Sight(Instant at, @Nullable String error) {}

    public void start() {
        threads.forEach(Thread::start);
        check.start();
    }

    /// There may be work.
    public void wake() {
        if (wake.availablePermits() < threads.size()) {
            wake.release();
        }
    }

    /// What was last heard of the target, empty before the first answer.
    public Optional<Sight> last() {
        return Optional.ofNullable(last);
    }

    /// What this service lacks on the target, in one sentence; empty when nothing does or nobody knows yet.
    public Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    /// Why this lane can't work as it should, in one sentence; empty while it can. Only a restart mends it. A target
    /// that is away or hangs is no reason: its own lane waits for it, and nothing else does.
    public Optional<String> stopped() {
        long ended = threads.stream()
                .filter(thread -> thread.getState() == Thread.State.TERMINATED)
                .count();
        return ended == 0
                ? Optional.empty()
                : Optional.of("%d of %d threads of lane '%s' have ended; restart the service."
                        .formatted(ended, threads.size(), target));
    }

    /// Looks whether the target is set up as it must be: at once, and again until it is.
    private void check() {
        try {
            do {
                @Nullable String before = missing;
                @Nullable String now = system.missing().orElse(null);
                missing = now;
                if (now == null) {
                    LOG.info(() -> "Target '" + target + "' is set up.");
                    return;
                }
                if (!now.equals(before)) {
                    LOG.warning(() -> "Target '" + target + "' is not ready: " + now);
                }
            } while (!closing.await(CHECK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean worked = false;
        while (open) {
            try {
                worked = work(worked);
                if (!worked) {
                    wake.tryAcquire(look.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// One round. The lane outlives whatever goes wrong in it: the account's claim runs out and it is tried again.
    ///
    /// @param again whether the round before had work too: then there may be more, and a second thread is called
    private boolean work(boolean again) {
        try {
            Optional<Answer> answer = converge.next(target);
            answer.ifPresent(this::note);
            if (again && answer.isPresent()) {
                wake();
            }
            return answer.isPresent();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "A round of lane '" + target + "' failed and will be tried again.");
            return false;
        }
    }

    private void note(Answer answer) {
        last = new Sight(clock.instant(), answer instanceof Answer.NoAnswer(String error) ? error : null);
    }

    private static void stop(Thread thread) throws InterruptedException {
        if (thread.isAlive() && !thread.join(STOP)) {
            thread.interrupt();
        }
    }

    /// Lets each thread finish what it is at.
    @Override
    public void close() {
        open = false;
        closing.countDown();
        wake.release(threads.size());
        try {
            for (Thread thread : threads) {
                stop(thread);
            }
            stop(check);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
