package hourglass.audit.store;

import hourglass.audit.log.Leaf;
import hourglass.audit.log.Tile;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/// The one way into the log: a batch goes in whole or not at all, and only from where the log really stands.
public final class Journal {
    private static final String COPY_ENTRIES =
            "COPY entry (index, source, source_offset, recorded_at, leaf) FROM STDIN (FORMAT binary)";
    /// SQLSTATE of a row that is there already.
    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource database;

    public Journal(DataSource database) {
        this.database = database;
    }

    /// Appends a batch in one transaction: the entries, the tiles they fill, the sources' new offsets, the checkpoint.
    ///
    /// @throws FencedException when the log or a source is not where the batch expects it; nothing was written
    /// @throws DataAccessResourceFailureException when the database fails; whether the batch is in is then unknown
    public void append(Batch batch) {
        try {
            inOneTransaction(batch);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(
                    "The batch after entry " + batch.size() + " could not be appended: " + e.getMessage(), e);
        }
    }

    private void inOneTransaction(Batch batch) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                write(batch, connection);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    FencedException fenced =
                            new FencedException("Another instance wrote to the log at entry " + batch.size() + ".");
                    fenced.initCause(e);
                    throw fenced;
                }
                throw e;
            } catch (FencedException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static void write(Batch batch, Connection connection) throws SQLException {
        moveHead(batch, connection);
        moveSources(batch.moves(), connection);
        entries(batch, connection);
        payloads(batch, connection);
        tiles(batch.tiles(), connection);
        checkpoint(batch, connection);
        forget(batch.written(), connection);
    }

    private static void moveHead(Batch batch, Connection connection) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement("UPDATE log_head SET size = ? WHERE size = ?")) {
            move.setLong(1, batch.end());
            move.setLong(2, batch.size());
            if (move.executeUpdate() != 1) {
                throw new FencedException("The log does not end at entry " + batch.size()
                        + " any more: another instance appends to it. This one stops.");
            }
        }
    }

    private static void moveSources(List<Batch.Move> moves, Connection connection) throws SQLException {
        Set<Integer> moved = new HashSet<>();
        try (PreparedStatement move = connection.prepareStatement("""
                UPDATE source SET next_offset = move.next FROM unnest(?, ?, ?) AS move (id, expected, next)
                WHERE source.id = move.id AND source.next_offset = move.expected RETURNING source.id""")) {
            move.setArray(1, array(connection, "integer", moves, Batch.Move::source));
            move.setArray(2, array(connection, "bigint", moves, Batch.Move::expected));
            move.setArray(3, array(connection, "bigint", moves, Batch.Move::next));
            try (ResultSet rows = move.executeQuery()) {
                while (rows.next()) {
                    moved.add(rows.getInt(1));
                }
            }
        }
        for (Batch.Move one : moves) {
            if (!moved.contains(one.source())) {
                throw new FencedException(
                        "Source %d is not at offset %d any more: another instance took it in. This one stops."
                                .formatted(one.source(), one.expected()));
            }
        }
    }

    private static Array array(
            Connection connection, String type, List<Batch.Move> moves, Function<Batch.Move, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, moves.stream().map(value).toArray());
    }

    private static void entries(Batch batch, Connection connection) throws SQLException {
        BinaryRows rows = rows(batch.size(), batch.rows());
        if (rows.copyTo(connection, COPY_ENTRIES) != batch.rows().size()) {
            throw new SQLException("The server did not take all entries of a batch");
        }
    }

    private static BinaryRows rows(long first, List<Batch.Row> entries) {
        int bytes =
                entries.stream().mapToInt(row -> row.leaf().bytes().length + 50).sum();
        BinaryRows rows = new BinaryRows(bytes);
        long index = first;
        for (Batch.Row entry : entries) {
            rows.row(5);
            rows.bigint(index++);
            rows.integer(entry.source());
            rows.bigint(entry.offset());
            rows.timestamp(entry.timestamp());
            rows.bytes(entry.leaf().bytes());
        }
        return rows;
    }

    private static void payloads(Batch batch, Connection connection) throws SQLException {
        long index = batch.size();
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO payload (index, body) VALUES (?, ?)")) {
            boolean any = false;
            for (Batch.Row row : batch.rows()) {
                Leaf leaf = row.leaf();
                byte[] payload = leaf.payload();
                if (payload != null) {
                    insert.setLong(1, index);
                    insert.setBytes(2, payload);
                    insert.addBatch();
                    any = true;
                }
                index++;
            }
            if (any) {
                insert.executeBatch();
            }
        }
    }

    private static void tiles(List<Tile> tiles, Connection connection) throws SQLException {
        if (tiles.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO tile (level, index, hashes) VALUES (?, ?, ?)")) {
            for (Tile tile : tiles) {
                insert.setInt(1, tile.level());
                insert.setLong(2, tile.index());
                insert.setBytes(3, tile.bytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void checkpoint(Batch batch, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO checkpoint (size, root) VALUES (?, ?)")) {
            insert.setLong(1, batch.end());
            insert.setBytes(2, batch.root().bytes());
            insert.executeUpdate();
        }
    }

    private static void forget(List<Long> written, Connection connection) throws SQLException {
        if (written.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM waiting WHERE id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", written.toArray()));
            if (delete.executeUpdate() != written.size()) {
                throw new FencedException("A note was written to the log by another instance. This one stops.");
            }
        }
    }
}
