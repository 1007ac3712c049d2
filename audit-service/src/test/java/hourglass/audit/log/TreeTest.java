package hourglass.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TreeTest {
    /// The inputs and roots that the Certificate Transparency reference code and most libraries are tested with.
    private static final List<String> INPUTS =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void hasTheKnownRoots() {
        MerkleTree tree = new MerkleTree();
        assertThat(tree.root().hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < INPUTS.size(); i++) {
            tree.append(Hashing.leaf(HexFormat.of().parseHex(INPUTS.get(i))), new ArrayList<>());
            assertThat(tree.root().hex()).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void agreesWithTheDefinitionAtEverySizeAroundTileBorders() {
        MemoryTiles tiles = new MemoryTiles();
        MerkleTree tree = new MerkleTree();
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < 1_030; i++) {
            leaves.add(leaf(i));
            List<Tile> filled = new ArrayList<>();
            tree.append(leaf(i), filled);
            filled.forEach(tiles::add);
            assertThat(tree.root()).isEqualTo(Hashing.root(leaves)).isEqualTo(definition(leaves));
        }
    }

    @Test
    void provesEveryPairWhenReadFromTiles() {
        SplittableRandom random = new SplittableRandom(6962);
        int size = 70_000;
        MemoryTiles tiles = MemoryTiles.of(size, TreeTest::leaf);
        for (int round = 0; round < 400; round++) {
            long to = round < 20 ? size - round : random.nextLong(1, size + 1);
            long from = random.nextLong(1, to + 1);
            long index = random.nextLong(to);
            TreeReader reader = new TreeReader(tiles, size);
            Hash root = reader.root(to);
            assertThat(Proofs.includes(index, to, leaf(index), reader.inclusion(index, to), root))
                    .isTrue();
            assertThat(Proofs.includes(index, to, leaf(index + 1), reader.inclusion(index, to), root))
                    .isFalse();
            assertThat(Proofs.consistent(from, to, reader.consistency(from, to), reader.root(from), root))
                    .isTrue();
        }
    }

    @Test
    void goesOnFromItsTilesAsIfItHadNeverStopped() {
        for (int size : new int[] {0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000}) {
            MemoryTiles tiles = MemoryTiles.of(size, TreeTest::leaf);
            MerkleTree again = MerkleTree.of(size, tiles);
            assertThat(again.size()).isEqualTo(size);
            assertThat(again.root()).isEqualTo(new TreeReader(tiles, size).root(size));
            again.append(leaf(size), new ArrayList<>());
            MemoryTiles more = MemoryTiles.of(size + 1, TreeTest::leaf);
            assertThat(again.root()).isEqualTo(new TreeReader(more, size + 1).root(size + 1));
        }
    }

    private static Hash leaf(long index) {
        return Hashing.leaf(("entry " + index).getBytes(StandardCharsets.UTF_8));
    }

    /// RFC 6962, section 2.1, word for word.
    private static Hash definition(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return Hashing.node(definition(leaves.subList(0, k)), definition(leaves.subList(k, leaves.size())));
    }
}
