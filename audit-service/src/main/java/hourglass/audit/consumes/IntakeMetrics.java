package hourglass.audit.consumes;

import hourglass.audit.Gap;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the log tells whoever watches the service. Gaps, undecodable records and fencing are alarms.
public final class IntakeMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeMetrics.class);

    private final MeterRegistry meters;
    private final Counter entries;
    private final AtomicLong size = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong partitions = new AtomicLong();
    private final AtomicLong troubles = new AtomicLong();
    private final AtomicLong fenced = new AtomicLong();

    public IntakeMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.entries = Counter.builder("hourglass.audit.entries")
                .description("Entries appended by this instance")
                .register(meters);
        gauge("hourglass.audit.size", size, "Entries in the log");
        gauge("hourglass.audit.lag", lag, "Records in Kafka that are not in the log yet");
        gauge("hourglass.audit.applied", applied, "Entries that the answers cover");
        gauge("hourglass.audit.partitions", partitions, "Partitions taken in");
        gauge("hourglass.audit.topics.troubled", troubles, "Topics that are missing or changed their partitions");
        gauge("hourglass.audit.fenced", fenced, "1 when another instance appends and this one has stopped");
    }

    private void gauge(String name, AtomicLong value, String description) {
        Gauge.builder(name, value, AtomicLong::get).description(description).register(meters);
    }

    void appended(int count, long end) {
        entries.increment(count);
        size.set(end);
    }

    void gap(Gap gap) {
        LOG.error("Gap in the log: {}", gap.json());
        Counter.builder("hourglass.audit.gaps")
                .description("Gaps found")
                .tag("kind", gap.kind().name().toLowerCase(Locale.ROOT))
                .tag("topic", gap.topic())
                .register(meters)
                .increment();
    }

    void undecodable(String topic, long entry, String reason) {
        LOG.error("Entry {} of {} can't be read: {}", entry, topic, reason);
        Counter.builder("hourglass.audit.undecodable")
                .description("Records that are in the log but can't be read")
                .tag("topic", topic)
                .register(meters)
                .increment();
    }

    void fenced() {
        fenced.set(1);
    }

    void lag(long records) {
        lag.set(records);
    }

    void applied(long entries) {
        applied.set(entries);
    }

    void watches(int count) {
        partitions.set(count);
    }

    void topicTroubles(int count) {
        troubles.set(count);
    }

    /// Whether this instance was fenced.
    public boolean isFenced() {
        return fenced.get() == 1;
    }
}
