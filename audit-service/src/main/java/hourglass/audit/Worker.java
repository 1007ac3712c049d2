package hourglass.audit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that does one step after the other until it is closed. A step that fails is tried again after a pause; one
/// that throws [Stopped] is the last.
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /// What a worker does.
    public interface Step {
        /// Does one step.
        ///
        /// @return whether there is more to do at once; else the worker waits for its bell
        boolean run() throws Exception;

        /// Called after a failure and at the end, by the worker's thread: lets go of what is open.
        void letGo();
    }

    /// Thrown by a step that must never be tried again.
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Stopped(Throwable cause) {
            super(cause);
        }
    }

    private final Step step;
    private final Bell bell;
    private final Duration atLeastEvery;
    private final Duration rest;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    /// A worker that is not running yet.
    ///
    /// @param atLeastEvery how long to wait for the bell when there is nothing to do
    /// @param rest how long not to listen after a ring was answered: what rings meanwhile is answered together
    public Worker(String name, Step step, Bell bell, Duration atLeastEvery, Duration rest) {
        this.step = step;
        this.bell = bell;
        this.atLeastEvery = atLeastEvery;
        this.rest = rest;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::work);
    }

    public void start() {
        thread.start();
    }

    /// Whether it still does its steps.
    public boolean isAlive() {
        return thread.isAlive();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void work() {
        try {
            boolean rang = false;
            while (!isClosing()) {
                Duration wait = tried();
                if (rang) {
                    closing.await(rest.toMillis(), TimeUnit.MILLISECONDS);
                }
                rang = bell.await(wait);
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted", thread.getName(), e);
        } catch (Stopped e) {
            LOG.error("{} stops for good", thread.getName(), e.getCause());
        } finally {
            step.letGo();
        }
    }

    /// Does steps until one has nothing more to do.
    ///
    /// @return how long to wait before the next
    private Duration tried() throws InterruptedException {
        try {
            while (!isClosing() && step.run()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return atLeastEvery;
        } catch (Stopped | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!isClosing()) {
                LOG.error("{} failed and tries again: {}", thread.getName(), e.getMessage(), e);
            }
            step.letGo();
            return PAUSE_AFTER_FAILURE;
        }
    }

    /// Ends it after the step that it is at, within 10 s.
    @Override
    public void close() {
        closing.countDown();
        bell.ring();
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(10))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
