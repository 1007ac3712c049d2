package hourglass.audit.store;

import hourglass.audit.log.Hash;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The log's checkpoints: written with their entries, signed after that, anchored last.
public final class Checkpoints {
    /// Signed checkpoints are about that many entries apart at most.
    private static final int APART = 10_000;

    private final JdbcClient jdbc;

    public Checkpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A checkpoint that is written and not signed.
    ///
    /// @param isNewest whether nothing was written after it
    public record Written(long size, Hash root, boolean isNewest) {}

    /// A signed checkpoint.
    public record Signed(long size, String note, Instant signedAt) {}

    /// An event that tells of a checkpoint.
    ///
    /// @param sequence from 1 without a gap
    /// @param eventId the same for every try
    public record Announcement(long sequence, UUID eventId, Signed checkpoint, Hash root) {}

    /// The one to sign next: the newest, unless that is far past the last signed one. Whoever goes from one signed
    /// checkpoint to the next then never has much more than these entries to hold at once.
    public Optional<Written> unsigned() {
        return jdbc.sql("""
                        WITH last AS (SELECT coalesce(max(size), 0) AS size FROM signed_checkpoint)
                        SELECT size, root, size = (SELECT max(size) FROM checkpoint) AS newest FROM (
                          (SELECT size, root FROM checkpoint WHERE size > (SELECT size FROM last)
                           AND size <= (SELECT size FROM last) + :most ORDER BY size DESC LIMIT 1)
                          UNION ALL
                          (SELECT size, root FROM checkpoint WHERE size > (SELECT size FROM last) + :most
                           ORDER BY size LIMIT 1)) AS next
                        ORDER BY size LIMIT 1""")
                .param("most", APART)
                .query((row, _) ->
                        new Written(row.getLong("size"), Hash.of(row.getBytes("root")), row.getBoolean("newest")))
                .optional();
    }

    /// The root that was written with the first `size` entries; empty when no checkpoint of that size was written.
    public Optional<Hash> root(long size) {
        return jdbc.sql("SELECT root FROM checkpoint WHERE size = ?")
                .param(size)
                .query((row, _) -> Hash.of(row.getBytes("root")))
                .optional();
    }

    public void signed(Signed checkpoint) {
        jdbc.sql("INSERT INTO signed_checkpoint (size, note, signed_at) VALUES (?, ?, ?)")
                .params(
                        checkpoint.size(),
                        checkpoint.note(),
                        checkpoint.signedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// The newest signed one.
    public Optional<Signed> newest() {
        return signed(
                "SELECT size, note, signed_at FROM signed_checkpoint WHERE size >= ? ORDER BY size DESC LIMIT 1", 0);
    }

    /// The signed one of exactly that size.
    public Optional<Signed> ofSize(long size) {
        return signed("SELECT size, note, signed_at FROM signed_checkpoint WHERE size = ?", size);
    }

    /// The signed one to go on to from `size` entries: the last within the next `most`, else the first after them.
    public Optional<Signed> after(long size, int most) {
        return jdbc.sql("""
                        (SELECT size, note, signed_at FROM signed_checkpoint WHERE size > :from AND size <= :to
                         ORDER BY size DESC LIMIT 1)
                        UNION ALL
                        (SELECT size, note, signed_at FROM signed_checkpoint WHERE size > :to ORDER BY size LIMIT 1)
                        ORDER BY size LIMIT 1""")
                .param("from", size)
                .param("to", size + most)
                .query((row, _) -> signed(row))
                .optional();
    }

    /// Keeps that a checkpoint has arrived at `place`: `file`, `topic` or `git`.
    public void anchored(long size, String place, Instant at) {
        jdbc.sql("INSERT INTO anchor (size, place, anchored_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(size, place, at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// An event that was begun and has not arrived as far as is known.
    public Optional<Announcement> unsent() {
        return jdbc.sql("""
                        SELECT a.sequence, a.event_id, s.size, s.note, s.signed_at, c.root
                        FROM (SELECT sequence, size, event_id FROM announcement ORDER BY sequence DESC LIMIT 1) a
                        JOIN signed_checkpoint s USING (size) JOIN checkpoint c USING (size)
                        WHERE NOT EXISTS (SELECT FROM anchor WHERE anchor.size = a.size AND place = 'topic')""")
                .query((row, _) -> new Announcement(
                        row.getLong("sequence"),
                        row.getObject("event_id", UUID.class),
                        signed(row),
                        Hash.of(row.getBytes("root"))))
                .optional();
    }

    /// Begins to tell of the newest signed checkpoint, unless nothing but checkpoints came since the last time:
    /// telling of those would never end.
    ///
    /// @param topic the one that checkpoints are sent to
    /// @return whether there is something to tell
    public boolean announce(UUID eventId, String topic) {
        return jdbc.sql("""
                        INSERT INTO announcement (sequence, size, event_id)
                        SELECT told.sequence + 1, newest.size, :id
                        FROM (SELECT coalesce(max(sequence), 0) AS sequence, coalesce(max(size), 0) AS size
                              FROM announcement) told,
                             (SELECT max(size) AS size FROM signed_checkpoint) newest
                        WHERE newest.size > told.size AND EXISTS (
                          SELECT FROM entry WHERE index >= told.size AND index < newest.size
                          AND source <> ALL (ARRAY(SELECT id FROM source WHERE topic = :topic)))""").param("id", eventId).param("topic", topic).update() == 1;
    }

    private Optional<Signed> signed(String query, long size) {
        return jdbc.sql(query).param(size).query((row, _) -> signed(row)).optional();
    }

    private static Signed signed(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Signed(
                row.getLong("size"),
                row.getString("note"),
                row.getObject("signed_at", java.time.OffsetDateTime.class).toInstant());
    }
}
