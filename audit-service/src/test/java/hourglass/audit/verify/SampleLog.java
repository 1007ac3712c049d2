package hourglass.audit.verify;

import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.EntryBundle;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Hash;
import hourglass.audit.log.Header;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MerkleTree;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.NoteSigner;
import hourglass.audit.log.Origin;
import hourglass.audit.log.Tile;
import hourglass.audit.log.TilePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A log of made-up records, written as an export is written.
final class SampleLog {
    static final String ORIGIN = "audit.hansepay.example";

    final NoteSigner signer;
    final List<Leaf> leaves = new ArrayList<>();

    SampleLog(int size) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            signer = new NoteSigner(NoteKey.of(ORIGIN, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < size; i++) {
            leaves.add(record(i, i % 97 == 13 ? 70_000 : 40));
        }
    }

    static Leaf record(int number, int length) {
        byte[] value = ("value " + number + "x".repeat(length)).getBytes(StandardCharsets.UTF_8);
        return new Envelope(
                        new Origin("hourglass.grants", number % 3, number, 1_764_000_000_000L + number),
                        ("key" + number).getBytes(StandardCharsets.UTF_8),
                        List.of(Header.of("ce_id", "id" + number)),
                        value)
                .leaf();
    }

    /// The signed checkpoint of the first `size` entries.
    String checkpoint(int size) {
        MerkleTree tree = new MerkleTree();
        leaves.subList(0, size).forEach(leaf -> tree.append(leaf.hash(), new ArrayList<>()));
        return signer.sign(new Checkpoint(ORIGIN, size, tree.root()).text());
    }

    /// Writes all files; tiles are those of the entries as they are now.
    Path write(Path folder) {
        put(folder, "checkpoint", checkpoint(leaves.size()).getBytes(StandardCharsets.UTF_8));
        put(folder, "key", (signer.key() + "\n").getBytes(StandardCharsets.UTF_8));
        MerkleTree tree = new MerkleTree();
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            tree.append(leaves.get(i).hash(), tiles);
            if (leaves.get(i).isByHash()) {
                put(folder, "payload/" + i, Objects.requireNonNull(leaves.get(i).payload()));
            }
        }
        for (int level = 0; Tile.hashesAt(level, leaves.size()) > 0; level++) {
            List<Hash> edge = tree.edge(level);
            if (!edge.isEmpty()) {
                tiles.add(new Tile(level, Tile.hashesAt(level, leaves.size()) / Tile.WIDTH, edge));
            }
        }
        tiles.forEach(tile -> put(
                folder, TilePath.of(tile.level(), tile.index(), tile.hashes().size()), tile.bytes()));
        for (int begin = 0; begin < leaves.size(); begin += Tile.WIDTH) {
            bundle(folder, begin, Math.min(begin + Tile.WIDTH, leaves.size()));
        }
        return folder;
    }

    private void bundle(Path folder, int begin, int end) {
        List<byte[]> entries =
                leaves.subList(begin, end).stream().map(Leaf::bytes).toList();
        put(folder, TilePath.of(TilePath.ENTRIES, begin / Tile.WIDTH, end - begin), EntryBundle.write(entries));
    }

    static void put(Path folder, String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
