package hourglass.audit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes one waiting thread; a ring while nobody waits is not lost.
public final class Bell {
    private final Semaphore rung = new Semaphore(0);

    /// Wakes whoever waits, or the next who does.
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /// Waits for a ring, at most that long.
    ///
    /// @return whether it rang
    public boolean await(Duration most) throws InterruptedException {
        boolean rang = rung.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
        if (rang) {
            rung.drainPermits();
        }
        return rang;
    }
}
