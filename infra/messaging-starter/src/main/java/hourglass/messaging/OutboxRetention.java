package hourglass.messaging;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/// Removes outbox rows older than seven days, once an hour, in portions that don't hold locks for long.
final class OutboxRetention implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRetention.class);
    private static final int PORTION = 5_000;

    private final JdbcClient jdbc;
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("outbox-retention").factory());
    private volatile boolean running;

    OutboxRetention(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Removes what is too old.
    ///
    /// @return how many rows that was
    int sweep() {
        int removed = 0;
        int portion;
        do {
            portion = jdbc.sql("""
                            DELETE FROM outbox WHERE id IN (
                              SELECT id FROM outbox WHERE created_at < now() - interval '7 days'
                               ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED)
                            """).param(PORTION).update();
            removed += portion;
        } while (portion == PORTION);
        return removed;
    }

    private void sweepAndReport() {
        try {
            int removed = sweep();
            LOG.info("Removed {} outbox rows older than seven days", removed);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Old outbox rows stay another hour: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        var _ = hourly.scheduleWithFixedDelay(this::sweepAndReport, 1, 60, TimeUnit.MINUTES);
    }

    @Override
    public void stop() {
        running = false;
        hourly.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
