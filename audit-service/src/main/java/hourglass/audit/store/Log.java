package hourglass.audit.store;

import hourglass.audit.log.Hash;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MalformedException;
import hourglass.audit.log.MerkleTree;
import hourglass.audit.log.Tile;
import hourglass.audit.log.Tiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads the log: entries, tiles, where its sources stand.
public final class Log implements Tiles {
    /// At once in memory, as they are kept: what is made of them takes some times as much.
    private static final long PAGE = 8L << 20;
    private static final int PAGE_ENTRIES = 2_000;

    private final JdbcClient jdbc;

    public Log(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// An entry with its place.
    public record Entry(long index, Leaf leaf) {}

    /// A note that the log is to write about itself.
    ///
    /// @param notedAt in milliseconds since the epoch
    public record Note(long id, String type, String key, String value, long notedAt) {}

    /// Entries in the log.
    public long size() {
        return jdbc.sql("SELECT size FROM log_head").query(Long.class).single();
    }

    /// The growing tree, taken up where the log ends.
    ///
    /// @throws MalformedException when entries and tiles don't give the root that was written with them
    public MerkleTree tree() {
        long size = size();
        MerkleTree tree = MerkleTree.of(size, this);
        Optional<Hash> written = jdbc.sql("SELECT root FROM checkpoint WHERE size = ?")
                .param(size)
                .query((row, _) -> Hash.of(row.getBytes("root")))
                .optional();
        if (size > 0 && !written.equals(Optional.of(tree.root()))) {
            throw new MalformedException(
                    "The log's last entries or tiles were changed: %,d entries give root %s, but %s was written."
                            .formatted(size, tree.root(), written.map(Hash::hex).orElse("none")));
        }
        return tree;
    }

    /// Every source in its newest incarnation.
    public List<Source> sources() {
        return jdbc.sql("""
                        SELECT DISTINCT ON (topic, partition) id, topic, partition, incarnation, next_offset,
                          (SELECT (extract(epoch FROM recorded_at) * 1000)::bigint FROM entry
                           WHERE entry.source = source.id AND source_offset < next_offset
                           ORDER BY source_offset DESC LIMIT 1) AS last_at
                        FROM source ORDER BY topic, partition, incarnation DESC""")
                .query((row, _) -> new Source(
                        row.getInt("id"),
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getInt("incarnation"),
                        row.getLong("next_offset"),
                        row.getObject("last_at", Long.class)))
                .list();
    }

    /// Takes in a partition from its first offset on; nothing happens when that incarnation is known.
    public void addSource(String topic, int partition, int incarnation) {
        jdbc.sql("""
                        INSERT INTO source (topic, partition, incarnation, next_offset) VALUES (?, ?, ?, 0)
                        ON CONFLICT DO NOTHING""").params(topic, partition, incarnation).update();
    }

    /// Notes that wait to be written, oldest first.
    public List<Note> waiting(int most) {
        return jdbc.sql("""
                        SELECT id, type, key, value, (extract(epoch FROM noted_at) * 1000)::bigint AS noted
                        FROM waiting ORDER BY id LIMIT ?""")
                .param(most)
                .query((row, _) -> new Note(
                        row.getLong("id"),
                        row.getString("type"),
                        row.getString("key"),
                        row.getString("value"),
                        row.getLong("noted")))
                .list();
    }

    /// Keeps something that the log is to write about itself with its next batch.
    public void note(String type, String key, String value) {
        jdbc.sql("INSERT INTO waiting (type, key, value) VALUES (?, ?, ?)")
                .params(type, key, value)
                .update();
    }

    /// One entry, empty when the log has not so many.
    public Optional<Entry> entry(long index) {
        return entries(index, index + 1).stream().findFirst();
    }

    /// Entries in order.
    ///
    /// @param end not included; what the log does not have yet is left out
    public List<Entry> entries(long begin, long end) {
        return jdbc.sql("""
                        SELECT index, leaf, (SELECT body FROM payload WHERE payload.index = entry.index) AS body
                        FROM entry WHERE index >= ? AND index < ? ORDER BY index""")
                .params(begin, end)
                .query((row, _) ->
                        new Entry(row.getLong("index"), new Leaf(row.getBytes("leaf"), row.getBytes("body"))))
                .list();
    }

    /// Entries in order, some at a time: at most 2,000 of them and 8 MiB, unless one alone has more.
    ///
    /// @param end not included; what the log does not have yet is left out
    public Iterable<List<Entry>> pages(long begin, long end) {
        return new Pages(this, begin, end, PAGE);
    }

    /// The first of some entries: as many as `bytes` hold, and at least one.
    List<Entry> page(long begin, long end, long bytes) {
        return jdbc.sql("""
                        SELECT index, leaf, (SELECT body FROM payload WHERE payload.index = page.index) AS body
                        FROM (
                          SELECT index, leaf, row_number() OVER (ORDER BY index) AS place, sum(octet_length(leaf)
                            + coalesce((SELECT octet_length(body) FROM payload WHERE payload.index = entry.index), 0))
                            OVER (ORDER BY index) AS bytes
                          FROM entry WHERE index >= ? AND index < ?) page
                        WHERE bytes <= ? OR place = 1 ORDER BY index""")
                .params(begin, Math.min(end, begin + PAGE_ENTRIES), bytes)
                .query((row, _) ->
                        new Entry(row.getLong("index"), new Leaf(row.getBytes("leaf"), row.getBytes("body"))))
                .list();
    }

    @Override
    public Tile read(int level, long index, int width) {
        Optional<Tile> full = jdbc.sql("SELECT hashes FROM tile WHERE level = ? AND index = ?")
                .params(level, index)
                .query((row, _) -> Tile.read(level, index, row.getBytes("hashes")))
                .optional();
        return full.orElseGet(() -> unfinished(level, index, width)).first(width);
    }

    /// A tile at the edge is not stored: its hashes follow from the level below.
    private Tile unfinished(int level, long index, int width) {
        long first = index * Tile.WIDTH;
        List<Hash> hashes = new ArrayList<>(width);
        if (level == 0) {
            pages(first, first + width)
                    .forEach(page ->
                            page.forEach(entry -> hashes.add(entry.leaf().hash())));
        } else {
            for (long below = first; below < first + width; below++) {
                hashes.add(hourglass.audit.log.Hashing.root(
                        read(level - 1, below, Tile.WIDTH).hashes()));
            }
        }
        if (hashes.size() < width) {
            throw new MalformedException(
                    "The log has only %d of the %d hashes of tile %d at level %d: entries are missing."
                            .formatted(hashes.size(), width, index, level));
        }
        return new Tile(level, index, hashes);
    }
}
