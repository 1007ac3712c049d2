package hourglass.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Learns the ids of all schemas a service writes and reads, in the background, until it has them all. So the registry
/// is needed once in a service's life, not at the moment a first event of some kind is due.
final class SchemaLearning implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaLearning.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Queue<Lesson> toWrite = new ConcurrentLinkedQueue<>();
    private final Queue<Lesson> toRead = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("schema-learning").factory());
    private volatile boolean running;

    SchemaLearning(Codec codec, WrittenEvents written, WantedEvents wanted) {
        each(
                written.byTopic(),
                (topic, schema) -> toWrite.add(new Lesson(Codec.subject(topic, schema), () -> {
                    codec.prepareToWrite(topic, schema);
                    return true;
                })));
        each(
                wanted.byTopic(),
                (topic, schema) ->
                        toRead.add(new Lesson(Codec.subject(topic, schema), () -> codec.prepareToRead(topic, schema))));
    }

    /// Tries all that is still open: one that fails doesn't keep the others waiting.
    ///
    /// @return whether all is known now
    boolean learn() {
        Set<String> troubles = new LinkedHashSet<>();
        learn(toWrite, troubles);
        learn(toRead, troubles);
        if (!troubles.isEmpty()) {
            LOG.warn(
                    "{} schemas are still to be learnt: {}",
                    toWrite.size() + toRead.size(),
                    String.join("; ", troubles));
        }
        return toWrite.isEmpty() && toRead.isEmpty();
    }

    /// The subjects that this service writes to and has no schema id for: while there is one, an event can get stuck.
    SortedSet<String> unwritable() {
        SortedSet<String> subjects = new TreeSet<>();
        toWrite.forEach(lesson -> subjects.add(lesson.subject()));
        return subjects;
    }

    private static void learn(Collection<Lesson> open, Set<String> troubles) {
        open.removeIf(lesson -> {
            try {
                return lesson.learn().getAsBoolean();
            } catch (RuntimeException e) {
                // Not the end of anything: writing and reading ask the registry themselves while an id is not known.
                troubles.add(String.valueOf(e.getMessage()));
                return false;
            }
        });
    }

    private void learnAndReport() {
        if (learn()) {
            LOG.info("All schemas are known");
            thread.shutdown();
        }
    }

    @Override
    public void start() {
        running = true;
        var _ = thread.scheduleWithFixedDelay(this::learnAndReport, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static void each(
            Map<String, Set<Class<? extends SpecificRecord>>> byTopic, BiConsumer<String, Schema> use) {
        byTopic.forEach((topic, types) -> types.forEach(
                type -> use.accept(topic, SpecificData.getForClass(type).getSchema(type))));
    }

    /// @param learn says whether it is known now
    private record Lesson(String subject, BooleanSupplier learn) {}
}
