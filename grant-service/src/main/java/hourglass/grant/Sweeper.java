package hourglass.grant;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Does every 200 ms what time alone asks for, on a thread of its own. It needs the database and nothing else.
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sweeper.class.getName());
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration STOP = Duration.ofSeconds(12);
    private static final int MOST_DUE = 2_000;
    private static final int MOST_OTHERS = 500;
    private static final int SLOW = 5;
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration BEHIND = Duration.ofSeconds(30);

    /// Longer than a round takes whose every statement runs into the database's limit of ten seconds.
    private static final Duration HUNG = Duration.ofMinutes(2);

    private final Sweeps sweeps;
    private final RefusedAttempts attempts;
    private final DatabaseClock database;
    private final SteadyClock clock;
    private final Runnable wake;
    private final Pulse swept;
    private final Pulse moving;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("sweeper").unstarted(this::run);
    private int rounds;
    private boolean setBack;

    /// A sweeper that has not started yet.
    ///
    /// @param wake called after a sweep that made accounts due
    /// @param nanoTime a monotonic clock, in nanoseconds
    public Sweeper(
            Sweeps sweeps,
            RefusedAttempts attempts,
            DatabaseClock database,
            SteadyClock clock,
            Runnable wake,
            LongSupplier nanoTime) {
        this.sweeps = sweeps;
        this.attempts = attempts;
        this.database = database;
        this.clock = clock;
        this.wake = wake;
        this.swept = new Pulse(nanoTime);
        this.moving = new Pulse(nanoTime);
    }

    public void start() {
        thread.start();
    }

    /// Why access does not end by itself now, in one sentence; empty when it does. The next sweep may mend it.
    public Optional<String> behind() {
        return swept.silentFor(BEHIND)
                ? Optional.of("No sweep for due expiries has succeeded for " + BEHIND.toSeconds()
                        + " s; look at this service's database and its log.")
                : Optional.empty();
    }

    /// Why there will be no sweep any more, in one sentence; empty while there will. Only a restart mends it.
    public Optional<String> stopped() {
        if (thread.getState() == Thread.State.TERMINATED) {
            return Optional.of("The sweeper's thread has ended; restart the service.");
        }
        return moving.silentFor(HUNG)
                ? Optional.of("The sweeper has hung for " + HUNG.toSeconds() + " s; restart the service.")
                : Optional.empty();
    }

    private void run() {
        try {
            while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                tryOnce();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The sweeper outlives whatever goes wrong in a round: the next one finds the same grants due.
    private void tryOnce() {
        try {
            once();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "A sweep failed and will be tried again in " + EVERY.toMillis() + " ms.");
        }
        moving.beat();
    }

    /// One round: as many sweeps as it takes until nothing is due. What is no matter of access comes last, once a
    /// second.
    public void once() {
        clock.observe(database.now());
        int moved = 0;
        int due;
        do {
            due = sweeps.expire(clock.instant(), MOST_DUE);
            moved += due;
            swept.beat();
            moving.beat();
        } while (due == MOST_DUE);
        moved += sweeps.tooLate(clock.instant(), MOST_OTHERS);
        if (moved > 0) {
            wake.run();
        }
        int overdue = sweeps.overdue(clock.instant(), MOST_OTHERS);
        if (overdue > 0) {
            LOG.warning(() -> overdue + " removal(s) became overdue; GET /v1/grants?overdue=true lists them.");
        }
        boolean slow = ++rounds % SLOW == 0;
        if (slow) {
            database.keep(clock.instant());
        }
        watchTheClock();
        if (slow) {
            attempts.tellRepeats();
        }
    }

    private void watchTheClock() {
        boolean back = clock.lead().compareTo(STEP) > 0;
        if (back && !setBack) {
            LOG.warning(() -> "The database's clock was set back by " + clock.lead()
                    + ". Access goes on ending by the time that was seen before; new orders may come too late.");
        }
        setBack = back;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.isAlive() && !thread.join(STOP)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
