package hourglass.audit.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Roots and proofs of RFC 6962, section 2.1, read from tiles. Keeps the tiles that it has read; use one for one
/// question.
public final class TreeReader {
    private static final int BITS = 8;

    private record Place(int level, long index) {}

    private final Tiles tiles;
    private final long size;
    private final Map<Place, Tile> seen = new HashMap<>();

    /// Reads the tree that `tiles` hold.
    ///
    /// @param size leaves of the largest tree that is asked for
    public TreeReader(Tiles tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    /// Root of the tree of the first `leaves` leaves.
    public Hash root(long leaves) {
        return leaves == 0 ? Hashing.root(List.of()) : subtree(0, leaves);
    }

    /// The audit path of leaf `index` in the tree of `leaves` leaves, from the leaf's sibling up.
    public List<Hash> inclusion(long index, long leaves) {
        within(index < leaves && leaves <= size, "Entry %d is not in a tree of %d entries.", index, leaves);
        List<Hash> path = new ArrayList<>();
        path(index, 0, leaves, path);
        return path;
    }

    /// The proof that the tree of `to` leaves begins with the tree of `from` leaves. Empty when they are equal.
    ///
    /// @param from at least 1: nothing can be proved about the empty tree
    public List<Hash> consistency(long from, long to) {
        within(from > 0 && from <= to && to <= size, "No proof leads from %d entries to %d.", from, to);
        List<Hash> proof = new ArrayList<>();
        if (from < to) {
            way(from, 0, to, true, proof);
        }
        return proof;
    }

    private void path(long index, long begin, long end, List<Hash> path) {
        if (end - begin == 1) {
            return;
        }
        long middle = begin + split(end - begin);
        if (index < middle) {
            path(index, begin, middle, path);
            path.add(subtree(middle, end));
        } else {
            path(index, middle, end, path);
            path.add(subtree(begin, middle));
        }
    }

    private void way(long from, long begin, long end, boolean whole, List<Hash> proof) {
        if (from == end) {
            if (!whole) {
                proof.add(subtree(begin, end));
            }
            return;
        }
        long middle = begin + split(end - begin);
        if (from <= middle) {
            way(from, begin, middle, whole, proof);
            proof.add(subtree(middle, end));
        } else {
            way(from, middle, end, false, proof);
            proof.add(subtree(begin, middle));
        }
    }

    private Hash subtree(long begin, long end) {
        long leaves = end - begin;
        if (Long.bitCount(leaves) == 1) {
            return complete(begin, Long.numberOfTrailingZeros(leaves));
        }
        long middle = begin + split(leaves);
        return Hashing.node(subtree(begin, middle), subtree(middle, end));
    }

    private Hash complete(long begin, int height) {
        int level = height / BITS;
        int count = 1 << (height % BITS);
        long first = begin >>> (level * BITS);
        Tile tile = tile(level, first / Tile.WIDTH);
        int at = (int) (first % Tile.WIDTH);
        return Hashing.root(tile.hashes().subList(at, at + count));
    }

    private Tile tile(int level, long index) {
        return seen.computeIfAbsent(
                new Place(level, index), place -> tiles.read(level, index, Tile.width(level, index, size)));
    }

    /// Largest power of two that is smaller than `leaves`.
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    private static void within(boolean holds, String message, long a, long b) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(a, b));
        }
    }
}
