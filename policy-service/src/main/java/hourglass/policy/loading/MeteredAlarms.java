package hourglass.policy.loading;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Alarms as log lines and metrics: the gauge `hourglass.alarm` by name is 1 while raised, the counter
/// `hourglass.policy.rejected` by stage counts commits.
public final class MeteredAlarms implements Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(MeteredAlarms.class);

    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> raised = new ConcurrentHashMap<>();

    public MeteredAlarms(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void raise(String name, String detail) {
        if (state(name).getAndSet(1) == 0) {
            LOG.error("ALARM {}: {}", name, detail);
        }
    }

    @Override
    public void clear(String name) {
        if (state(name).getAndSet(0) == 1) {
            LOG.info("Alarm {} is over", name);
        }
    }

    @Override
    public void rejected(RejectedCommit commit) {
        LOG.error(
                "ALARM commit {} rejected: {} {}: {} {}",
                commit.commit(),
                commit.stage(),
                commit.code(),
                commit.place().map(RejectedCommit.Place::toString).orElse(""),
                commit.reason());
        meters.counter("hourglass.policy.rejected", "stage", commit.stage()).increment();
    }

    private AtomicInteger state(String name) {
        return raised.computeIfAbsent(name, added -> {
            AtomicInteger state = new AtomicInteger();
            Gauge.builder("hourglass.alarm", state, AtomicInteger::get)
                    .tag("name", added)
                    .register(meters);
            return state;
        });
    }
}
