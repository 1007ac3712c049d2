package hourglass.audit.consumes;

import hourglass.audit.Gap;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Header;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MerkleTree;
import hourglass.audit.log.Origin;
import hourglass.audit.log.Tile;
import hourglass.audit.store.Batch;
import hourglass.audit.store.Log;
import hourglass.audit.store.Source;
import hourglass.events.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Puts one batch together: entries in their order, the tree grown by them, the sources moved on.
final class Assembly {
    private final long size;
    private final MerkleTree tree;
    private final Map<Integer, Source> sources = new HashMap<>();
    private final Map<Integer, Long> begun = new HashMap<>();
    private final List<Batch.Row> rows = new ArrayList<>();
    private final List<Tile> tiles = new ArrayList<>();
    private final List<Long> written = new ArrayList<>();

    /// @param tree grown by this batch; of no use when the batch is not appended
    Assembly(MerkleTree tree) {
        this.size = tree.size();
        this.tree = tree;
    }

    /// Takes one record of Kafka.
    ///
    /// @return the source after it
    Source record(Source source, ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        Origin origin = new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
        return add(source, new Envelope(origin, record.key(), headers, record.value()));
    }

    /// Writes a note that waited.
    Source note(Source own, Log.Note note) {
        written.add(note.id());
        return own(own, note.type(), note.key(), note.value(), note.notedAt());
    }

    /// Writes a gap.
    Source gap(Source own, Gap gap, Instant foundAt) {
        return own(own, Gap.TYPE, gap.topic(), gap.json(), foundAt.toEpochMilli());
    }

    /// Moves a source over offsets that hold nothing.
    Source skip(Source source, long next) {
        begun.putIfAbsent(source.id(), source.nextOffset());
        Source moved = new Source(
                source.id(), source.topic(), source.partition(), source.incarnation(), next, source.lastAt());
        sources.put(source.id(), moved);
        return moved;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Batch batch() {
        List<Batch.Move> moves = begun.entrySet().stream()
                .map(begin -> new Batch.Move(
                        begin.getKey(),
                        begin.getValue(),
                        java.util.Objects.requireNonNull(sources.get(begin.getKey()))
                                .nextOffset()))
                .toList();
        return new Batch(size, rows, tiles, tree.root(), moves, written);
    }

    private Source own(Source own, String type, String key, String value, long at) {
        List<Header> headers = List.of(
                Header.of(Headers.ID, Long.toString(own.nextOffset())),
                Header.of(Headers.TYPE, type),
                Header.of(Headers.SOURCE, "/audit-service"),
                Header.of(Headers.TIME, Instant.ofEpochMilli(at).toString()));
        Origin origin = new Origin(Origin.OWN, 0, own.nextOffset(), at);
        return add(
                own,
                new Envelope(
                        origin, key.getBytes(StandardCharsets.UTF_8), headers, value.getBytes(StandardCharsets.UTF_8)));
    }

    private Source add(Source source, Envelope envelope) {
        Origin origin = envelope.origin();
        Leaf leaf = envelope.leaf();
        rows.add(new Batch.Row(source.id(), origin.offset(), origin.timestamp(), leaf));
        tree.append(leaf.hash(), tiles);
        begun.putIfAbsent(source.id(), source.nextOffset());
        Source moved = source.at(origin.offset() + 1, origin.timestamp());
        sources.put(source.id(), moved);
        return moved;
    }
}
