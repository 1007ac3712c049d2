package hourglass.audit.verify;

import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.EntryBundle;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Hash;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MalformedException;
import hourglass.audit.log.MerkleTree;
import hourglass.audit.log.Tile;
import hourglass.audit.log.TilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Walks the entries of an export once, builds the tree again and compares it with every file and root.
final class Content {
    private static final String GAP = "hourglass.audit.GapFound";

    private final Export export;
    private final long size;
    private final Report report;
    private final Set<String> expected = new HashSet<>(List.of(Export.CHECKPOINT, Export.KEY));
    private final MerkleTree tree = new MerkleTree();
    private final List<Tile> filled = new ArrayList<>();
    private long gaps;

    Content(Export export, long size, Report report) {
        this.export = export;
        this.size = size;
        this.report = report;
    }

    /// Gap entries met on the way.
    long gaps() {
        return gaps;
    }

    /// @param roots to be met on the way, each no larger than the log
    void compare(List<Checkpoint> roots) throws IOException {
        for (long bundle = 0; bundle * Tile.WIDTH < size && !report.isRefuted(); bundle++) {
            bundle(bundle, roots);
        }
        if (size == 0) {
            roots(roots);
        }
        if (!report.isRefuted()) {
            edge();
            extra();
        }
    }

    private void bundle(long bundle, List<Checkpoint> roots) throws IOException {
        int width = Tile.width(0, bundle, size);
        String path = TilePath.of(TilePath.ENTRIES, bundle, width);
        List<byte[]> entries = EntryBundle.read(file(path));
        if (entries.size() != width) {
            report.refutes("%s holds %d entries instead of %d: %s."
                    .formatted(
                            path,
                            entries.size(),
                            width,
                            entries.size() < width ? "some were removed" : "some were added"));
            return;
        }
        Tile hashes = Tile.read(0, bundle, file(TilePath.of(0, bundle, width)));
        for (int i = 0; i < width; i++) {
            long index = bundle * Tile.WIDTH + i;
            Leaf leaf = new Leaf(entries.get(i), null);
            Hash hash = leaf.hash();
            if (i >= hashes.hashes().size() || !hash.equals(hashes.hashes().get(i))) {
                report.refutes("Entry %,d differs from the log's tree: its leaf hash is %s, the tile says %s."
                        .formatted(
                                index,
                                hash,
                                i < hashes.hashes().size() ? hashes.hashes().get(i) : "nothing"));
                return;
            }
            tree.append(hash, filled);
            read(index, leaf);
            roots(roots);
        }
        for (Tile tile : filled) {
            same(TilePath.of(tile.level(), tile.index(), Tile.WIDTH), tile.bytes());
        }
        filled.clear();
    }

    private void read(long index, Leaf leaf) throws IOException {
        byte[] payload = null;
        if (leaf.isByHash()) {
            payload = file(Export.PAYLOADS + index);
        }
        Envelope envelope;
        try {
            envelope = new Leaf(leaf.bytes(), payload).envelope();
        } catch (MalformedException e) {
            report.refutes("Entry %,d: %s".formatted(index, e.reason()));
            return;
        }
        if (envelope.origin().isOwn() && GAP.equals(envelope.header("ce_type"))) {
            gaps++;
        }
    }

    private void roots(List<Checkpoint> roots) {
        for (Checkpoint root : roots) {
            if (root.size() == tree.size() && !root.root().equals(tree.root())) {
                report.refutes("The first %,d entries give root %s, but %s was signed."
                        .formatted(
                                root.size(), tree.root().base64(), root.root().base64()));
            }
        }
    }

    /// The unfinished tiles at the right edge.
    private void edge() throws IOException {
        for (int level = 0; Tile.hashesAt(level, size) > 0; level++) {
            List<Hash> hashes = tree.edge(level);
            if (!hashes.isEmpty()) {
                long index = Tile.hashesAt(level, size) / Tile.WIDTH;
                same(TilePath.of(level, index, hashes.size()), new Tile(level, index, hashes).bytes());
            }
        }
    }

    private void extra() {
        for (String name : export.names()) {
            if (!expected.contains(name)) {
                report.refutes("File '%s' is no part of the log of %,d entries: it was added.".formatted(name, size));
            }
        }
    }

    private void same(String path, byte[] bytes) throws IOException {
        if (!Arrays.equals(file(path), bytes)) {
            report.refutes("%s differs from the tree that the entries give.".formatted(path));
        }
    }

    private byte[] file(String path) throws IOException {
        expected.add(path);
        Optional<byte[]> bytes = export.read(path);
        return bytes.orElseThrow(() -> new MalformedException("File '%s' is missing: it was removed.".formatted(path)));
    }
}
