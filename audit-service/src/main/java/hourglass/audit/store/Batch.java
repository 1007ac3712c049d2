package hourglass.audit.store;

import hourglass.audit.log.Hash;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.Tile;
import java.util.List;

/// What goes into the log in one transaction.
///
/// @param size entries before it
/// @param rows the new entries, in order
/// @param tiles those that the new entries fill
/// @param root of the tree with them
/// @param moves how far each source comes by it
/// @param written the waiting notes that are among the rows
public record Batch(long size, List<Row> rows, List<Tile> tiles, Hash root, List<Move> moves, List<Long> written) {
    public Batch {
        rows = List.copyOf(rows);
        tiles = List.copyOf(tiles);
        moves = List.copyOf(moves);
        written = List.copyOf(written);
    }

    /// One entry.
    ///
    /// @param source id of the source's row
    /// @param offset in the source
    /// @param timestamp in milliseconds since the epoch
    public record Row(int source, long offset, long timestamp, Leaf leaf) {}

    /// A compare-and-set.
    ///
    /// @param source id of the source's row
    /// @param expected the offset that must be next as yet
    /// @param next the offset that is next from now on
    public record Move(int source, long expected, long next) {}

    /// Entries after it.
    public long end() {
        return size + rows.size();
    }
}
