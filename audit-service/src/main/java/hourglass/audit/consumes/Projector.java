package hourglass.audit.consumes;

import hourglass.audit.Fact;
import hourglass.audit.Gap;
import hourglass.audit.SequenceWatch;
import hourglass.audit.Worker;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Origin;
import hourglass.audit.store.Checkpoints;
import hourglass.audit.store.Log;
import hourglass.audit.store.Projections;
import hourglass.events.Headers;
import hourglass.events.Topics;
import hourglass.messaging.Codec;
import hourglass.messaging.UndecodableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads the log behind its signed checkpoints and keeps the answers up to date. It moves from one signed
/// checkpoint to a later one, so that an answer covers exactly what a checkpoint signs.
public final class Projector implements Worker.Step {
    private static final int AT_ONCE = 2_000;
    /// Their numbers are those of the policy set.
    private static final Set<String> NOT_COUNTED = Set.of(Topics.CATALOG, Topics.DIRECTORY);

    private final Log log;
    private final Checkpoints checkpoints;
    private final Projections projections;
    private final Codec codec;
    private final IntakeMetrics metrics;
    /// Where the answers are; absent when that must be read first.
    private @Nullable Long applied;

    public Projector(Log log, Checkpoints checkpoints, Projections projections, Codec codec, IntakeMetrics metrics) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.projections = projections;
        this.codec = codec;
        this.metrics = metrics;
    }

    @Override
    public boolean run() {
        if (metrics.isFenced()) {
            return false;
        }
        long begin = applied == null ? projections.applied() : applied;
        Optional<Checkpoints.Signed> target = checkpoints.after(begin, AT_ONCE);
        if (target.isEmpty()) {
            applied = begin;
            metrics.applied(begin);
            return false;
        }
        long end = target.get().size();
        // Not all at once: between two signed checkpoints there can be more than memory holds.
        Iterable<List<Log.Entry>> entries = log.pages(begin, end);
        List<Gap> fresh = projections.apply(
                begin,
                end,
                () -> StreamSupport.stream(entries.spliterator(), false)
                        .map(this::understand)
                        .iterator());
        applied = end;
        fresh.forEach(metrics::gap);
        metrics.applied(end);
        return true;
    }

    private Projections.Page understand(List<Log.Entry> entries) {
        List<Fact> facts = new ArrayList<>();
        List<Projections.Unreadable> unreadable = new ArrayList<>();
        List<Projections.FoundGap> gaps = new ArrayList<>();
        for (Log.Entry entry : entries) {
            Envelope envelope = entry.leaf().envelope();
            if (envelope.origin().isOwn()) {
                OwnEntries.gap(envelope).ifPresent(gap -> gaps.add(new Projections.FoundGap(entry.index(), gap)));
                continue;
            }
            byte[] value = envelope.value();
            if (value == null) {
                continue;
            }
            Optional<String> trouble = read(entry.index(), envelope, value, facts);
            trouble.ifPresent(reason -> {
                unreadable.add(new Projections.Unreadable(entry.index(), reason));
                gaps.add(new Projections.FoundGap(entry.index(), undecodable(envelope)));
                metrics.undecodable(envelope.origin().topic(), entry.index(), reason);
            });
        }
        List<Fact> counted = facts.stream()
                .filter(fact -> !NOT_COUNTED.contains(fact.stamp().topic()))
                .toList();
        SequenceWatch watch = new SequenceWatch(projections.sequences(SequenceWatch.of(counted)));
        List<Gap> found = new ArrayList<>();
        counted.forEach(fact -> watch.see(fact).ifPresent(found::add));
        return new Projections.Page(facts, unreadable, gaps, watch.last(), found);
    }

    private static Gap undecodable(Envelope envelope) {
        Origin origin = envelope.origin();
        String key = envelope.keyText();
        return Gap.undecodable(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                key == null || key.isEmpty() ? null : Translation.clean(key),
                Times.within(Instant.ofEpochMilli(origin.timestamp())));
    }

    /// @return why the record can't be read, empty when it can
    private Optional<String> read(long index, Envelope envelope, byte[] value, List<Fact> facts) {
        try {
            Optional<Fact> fact = Translation.fact(index, envelope, codec.read(value));
            fact.ifPresent(facts::add);
            boolean deadLetter = envelope.origin().topic().endsWith(".dlt");
            return fact.isPresent() || deadLetter
                    ? Optional.empty()
                    : Optional.of("The contract has no %s on this topic.".formatted(envelope.header(Headers.TYPE)));
        } catch (UndecodableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void letGo() {
        applied = null;
    }
}
