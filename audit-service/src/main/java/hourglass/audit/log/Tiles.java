package hourglass.audit.log;

/// Where tiles come from: a database, an exported file, memory.
public interface Tiles {
    /// The first `width` hashes of a tile.
    ///
    /// @param width from 1 to 256; no more than the log has
    /// @throws MalformedException when the tile is missing or has fewer hashes
    Tile read(int level, long index, int width);
}
