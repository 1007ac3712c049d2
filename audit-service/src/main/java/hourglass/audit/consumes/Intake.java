package hourglass.audit.consumes;

import hourglass.audit.Bell;
import hourglass.audit.Gap;
import hourglass.audit.Worker;
import hourglass.audit.log.MerkleTree;
import hourglass.audit.log.Origin;
import hourglass.audit.store.Batch;
import hourglass.audit.store.FencedException;
import hourglass.audit.store.Journal;
import hourglass.audit.store.Log;
import hourglass.audit.store.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Takes every record of every topic into the log, one batch a step. It assigns itself all partitions and begins where
/// the database says: Kafka's own group offsets are committed for lag metrics only and never read.
public final class Intake implements Worker.Step {
    /// Also how long a note waits at most when no record comes.
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(5);
    private static final int NOTES = 1_000;
    private static final TopicPartition OWN = new TopicPartition(Origin.OWN, 0);

    private final Journal journal;
    private final Log log;
    private final Supplier<Consumer<byte[], byte[]>> kafka;
    private final Partitions partitions;
    private final IntakeMetrics metrics;
    private final InstantSource clock;
    private final Bell appended;
    private final Map<TopicPartition, Source> sources = new HashMap<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable MerkleTree tree;
    private Instant partitionsSeenAt = Instant.MIN;
    private Instant committedAt = Instant.MIN;
    private boolean committed = true;

    /// Takes in from Kafka what the log does not have.
    ///
    /// @param appended rung after each batch
    public Intake(
            Journal journal,
            Log log,
            Supplier<Consumer<byte[], byte[]>> kafka,
            Partitions partitions,
            IntakeMetrics metrics,
            InstantSource clock,
            Bell appended) {
        this.journal = journal;
        this.log = log;
        this.kafka = kafka;
        this.partitions = partitions;
        this.metrics = metrics;
        this.clock = clock;
        this.appended = appended;
    }

    @Override
    public boolean run() {
        Consumer<byte[], byte[]> open = open();
        MerkleTree grown = Objects.requireNonNull(tree);
        Assembly assembly = new Assembly(grown);
        Map<TopicPartition, Source> moved = new HashMap<>(sources);
        try {
            take(open.poll(POLL), assembly, moved);
        } catch (OffsetOutOfRangeException e) {
            lost(e.offsetOutOfRangePartitions().keySet(), open, assembly, moved);
            return true;
        }
        for (Log.Note note : log.waiting(NOTES)) {
            moved.computeIfPresent(OWN, (_, own) -> assembly.note(own, note));
        }
        if (!assembly.isEmpty()) {
            append(assembly.batch());
            sources.putAll(moved);
            committed = false;
        }
        commit(open);
        metrics.lag(lag(open));
        return true;
    }

    /// Not for each batch: a commit writes the offset of every partition.
    private void commit(Consumer<byte[], byte[]> open) {
        if (!committed && committedAt.plus(BETWEEN_COMMITS).isBefore(clock.instant())) {
            open.commitAsync();
            committed = true;
            committedAt = clock.instant();
        }
    }

    private void append(Batch batch) {
        try {
            journal.append(batch);
        } catch (FencedException e) {
            metrics.fenced();
            throw new Worker.Stopped(e);
        }
        metrics.appended(batch.rows().size(), batch.end());
        appended.ring();
    }

    /// Writes what is missing, then begins anew from the database. A crash before the new incarnation is kept finds the
    /// same gap once more: told twice is better than not at all.
    private void lost(
            Set<TopicPartition> lost,
            Consumer<byte[], byte[]> open,
            Assembly assembly,
            Map<TopicPartition, Source> moved) {
        LostOffsets offsets = new LostOffsets(lost, open);
        for (TopicPartition partition : lost) {
            Source source = Objects.requireNonNull(moved.get(partition));
            Gap gap = offsets.gap(source, clock.instant());
            moved.computeIfPresent(OWN, (_, own) -> assembly.gap(own, gap, clock.instant()));
            metrics.gap(gap);
            if (gap.kind() == Gap.Kind.NOT_KEPT) {
                moved.put(partition, assembly.skip(source, gap.last() + 1));
            }
        }
        append(assembly.batch());
        for (TopicPartition partition : lost) {
            Source source = Objects.requireNonNull(moved.get(partition));
            if (offsets.beginsAnew(source)) {
                log.addSource(source.topic(), source.partition(), source.incarnation() + 1);
            }
        }
        letGo();
    }

    private void take(ConsumerRecords<byte[], byte[]> records, Assembly assembly, Map<TopicPartition, Source> moved) {
        for (TopicPartition partition : records.partitions()) {
            Source source = Objects.requireNonNull(moved.get(partition));
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (record.offset() < source.nextOffset()) {
                    throw new IllegalStateException("Kafka gave %s offset %d again, expected %d."
                            .formatted(partition, record.offset(), source.nextOffset()));
                }
                if (record.offset() - source.nextOffset() > partitions.normalHole(partition.topic())) {
                    hole(source, record, assembly, moved);
                }
                source = assembly.record(source, record);
            }
            moved.put(partition, source);
        }
    }

    private void hole(
            Source source,
            ConsumerRecord<byte[], byte[]> record,
            Assembly assembly,
            Map<TopicPartition, Source> moved) {
        Gap gap = Gap.offsets(
                Gap.Kind.HOLE,
                source.topic(),
                source.partition(),
                source.nextOffset(),
                record.offset() - 1,
                source.lastAt() == null ? null : Instant.ofEpochMilli(source.lastAt()),
                Instant.ofEpochMilli(record.timestamp()));
        moved.computeIfPresent(OWN, (_, own) -> assembly.gap(own, gap, clock.instant()));
        metrics.gap(gap);
    }

    private Consumer<byte[], byte[]> open() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = kafka.get();
            consumer = open;
            tree = log.tree();
            sources.clear();
            partitionsSeenAt = Instant.MIN;
        }
        if (partitionsSeenAt.plus(LOOK_FOR_PARTITIONS).isBefore(clock.instant())) {
            assign(open);
            partitionsSeenAt = clock.instant();
        }
        return open;
    }

    private void assign(Consumer<byte[], byte[]> open) {
        List<TopicPartition> there = partitions.find(open, log.sources());
        // Not what the log has sources for: a topic may be gone when this begins, and come back.
        if (open.assignment().containsAll(there) && sources.containsKey(OWN)) {
            return;
        }
        there.forEach(partition -> log.addSource(partition.topic(), partition.partition(), 0));
        for (Source source : log.sources()) {
            sources.putIfAbsent(new TopicPartition(source.topic(), source.partition()), source);
        }
        open.assign(there);
        there.forEach(partition -> open.seek(
                partition, Objects.requireNonNull(sources.get(partition)).nextOffset()));
        metrics.watches(there.size());
    }

    private static long lag(Consumer<byte[], byte[]> open) {
        return open.assignment().stream()
                .mapToLong(partition -> open.currentLag(partition).orElse(0))
                .sum();
    }

    @Override
    public void letGo() {
        Consumer<byte[], byte[]> open = consumer;
        consumer = null;
        tree = null;
        if (open != null) {
            open.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }
}
