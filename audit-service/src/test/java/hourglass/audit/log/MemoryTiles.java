package hourglass.audit.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/// Tiles of a tree that a test made, unfinished ones included.
final class MemoryTiles implements Tiles {
    private final Map<String, Tile> tiles = new HashMap<>();

    static MemoryTiles of(long size, LongFunction<Hash> leaves) {
        MemoryTiles tiles = new MemoryTiles();
        MerkleTree tree = new MerkleTree();
        for (long i = 0; i < size; i++) {
            List<Tile> filled = new ArrayList<>();
            tree.append(leaves.apply(i), filled);
            filled.forEach(tiles::add);
        }
        for (int level = 0; Tile.hashesAt(level, size) > 0; level++) {
            List<Hash> edge = tree.edge(level);
            if (!edge.isEmpty()) {
                tiles.add(new Tile(level, Tile.hashesAt(level, size) / Tile.WIDTH, edge));
            }
        }
        return tiles;
    }

    void add(Tile tile) {
        tiles.put(TilePath.of(tile.level(), tile.index(), Tile.WIDTH), tile);
    }

    @Override
    public Tile read(int level, long index, int width) {
        Tile tile = tiles.get(TilePath.of(level, index, Tile.WIDTH));
        if (tile == null || tile.hashes().size() < width) {
            throw new MalformedException("No tile " + TilePath.of(level, index, width));
        }
        return tile.first(width);
    }
}
