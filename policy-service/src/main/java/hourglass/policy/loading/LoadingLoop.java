package hourglass.policy.loading;

import hourglass.messaging.RetryLater;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Looks at the repository again and again, at once when hinted. A failure is alarmed, and tried again.
public final class LoadingLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LoadingLoop.class);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final PolicyLoader loader;
    private final Alarms alarms;
    private final Duration poll;
    private final Semaphore hints = new Semaphore(0);
    private volatile @Nullable Thread thread;

    /// @param poll time between two looks
    public LoadingLoop(PolicyLoader loader, Alarms alarms, Duration poll) {
        this.loader = loader;
        this.alarms = alarms;
        this.poll = poll;
    }

    /// Says that there may be something new.
    public void hint() {
        hints.release();
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            look();
            try {
                if (hints.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS)) {
                    hints.drainPermits();
                }
            } catch (InterruptedException e) {
                LOG.debug("Told to stop while waiting", e);
                return;
            }
        }
    }

    private void look() {
        try {
            loader.refresh();
            alarms.clear(Alarms.FAILED);
        } catch (RetryLater e) {
            LOG.warn("Policy sets can't be loaded just now: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Loading failed", e);
            alarms.raise(Alarms.FAILED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void start() {
        Thread started = Thread.ofPlatform().name("policy-loading").unstarted(this::run);
        // Known before it runs: it goes on only while it is the one that is known.
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped == null) {
            return;
        }
        stopped.interrupt();
        try {
            stopped.join(STOPPING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
