package hourglass.audit.log;

import java.util.ArrayList;
import java.util.List;

/// Hashes of one height in a row, as C2SP tlog-tiles cuts the tree.
///
/// @param level 0 for leaf hashes; each hash of level L stands for 256 to the power of L leaves
/// @param index place in the level, from 0
/// @param hashes at most 256, full with 256
public record Tile(int level, long index, List<Hash> hashes) {
    /// Hashes in a full tile.
    public static final int WIDTH = 256;

    public Tile {
        hashes = List.copyOf(hashes);
    }

    /// Reads concatenated hashes.
    ///
    /// @throws MalformedException when the bytes are not 1 to 256 whole hashes
    public static Tile read(int level, long index, byte[] bytes) {
        if (bytes.length == 0 || bytes.length % Hash.LENGTH != 0 || bytes.length > WIDTH * Hash.LENGTH) {
            throw new MalformedException("Tile %s must hold 1 to 256 hashes of 32 bytes, but has %d bytes."
                    .formatted(TilePath.of(level, index, WIDTH), bytes.length));
        }
        List<Hash> hashes = new ArrayList<>(bytes.length / Hash.LENGTH);
        for (int at = 0; at < bytes.length; at += Hash.LENGTH) {
            hashes.add(Hash.at(bytes, at));
        }
        return new Tile(level, index, hashes);
    }

    /// The hashes one after the other.
    public byte[] bytes() {
        byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        return bytes;
    }

    public boolean isFull() {
        return hashes.size() == WIDTH;
    }

    /// The same tile with only its first hashes, as a smaller tree has it.
    ///
    /// @param width from 1 to the number of hashes here
    public Tile first(int width) {
        return width == hashes.size() ? this : new Tile(level, index, hashes.subList(0, width));
    }

    /// How many hashes of `level` a tree of `size` leaves has: those of complete subtrees.
    public static long hashesAt(int level, long size) {
        return level >= 8 ? 0 : size >>> (8 * level);
    }

    /// Width of one tile in a tree of `size` leaves, 0 when the tree has none of it.
    public static int width(int level, long index, long size) {
        return (int) Math.clamp(hashesAt(level, size) - index * WIDTH, 0L, WIDTH);
    }
}
