package hourglass.audit.log;

import java.util.ArrayList;
import java.util.List;

/// The growing right edge of the tree: it takes leaf hashes, gives full tiles as they fill, and knows its root.
///
/// It keeps at most 255 hashes a level. Not thread-safe: one writer appends.
public final class MerkleTree {
    private final List<List<Hash>> edge = new ArrayList<>();
    private long size;

    /// The empty tree.
    public MerkleTree() {}

    /// Takes up the tree of `size` leaves again from its tiles.
    public static MerkleTree of(long size, Tiles tiles) {
        MerkleTree tree = new MerkleTree();
        tree.size = size;
        for (int level = 0; Tile.hashesAt(level, size) > 0; level++) {
            long hashes = Tile.hashesAt(level, size);
            int width = (int) (hashes % Tile.WIDTH);
            tree.edge.add(
                    width == 0
                            ? new ArrayList<>()
                            : new ArrayList<>(tiles.read(level, hashes / Tile.WIDTH, width)
                                    .hashes()));
        }
        return tree;
    }

    /// Appends one leaf and hands on each tile that it fills, lowest level first.
    public void append(Hash leaf, List<Tile> filled) {
        Hash hash = leaf;
        long before = size++;
        for (int level = 0; ; level++) {
            if (level == edge.size()) {
                edge.add(new ArrayList<>());
            }
            List<Hash> row = edge.get(level);
            row.add(hash);
            if (row.size() < Tile.WIDTH) {
                return;
            }
            filled.add(new Tile(level, before >>> (8 * (level + 1)), row));
            hash = Hashing.root(row);
            row.clear();
        }
    }

    /// Number of leaves.
    public long size() {
        return size;
    }

    /// The hashes of the unfinished tile of a level, empty when there is none.
    public List<Hash> edge(int level) {
        return level < edge.size() ? List.copyOf(edge.get(level)) : List.of();
    }

    /// Root of the tree as it is now.
    public Hash root() {
        List<Hash> lower = List.of();
        for (List<Hash> row : edge) {
            if (lower.isEmpty()) {
                lower = row.isEmpty() ? lower : List.of(Hashing.root(row));
            } else {
                List<Hash> nodes = new ArrayList<>(row);
                nodes.add(lower.getFirst());
                lower = List.of(Hashing.root(nodes));
            }
        }
        return Hashing.root(lower);
    }
}
