package hourglass.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.audit.log.GrowthProof;
import hourglass.audit.log.Hash;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MerkleTree;
import hourglass.audit.log.Tile;
import hourglass.audit.log.Tiles;
import hourglass.audit.log.TlogProof;
import hourglass.audit.log.TreeReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofCheckTest {
    private static final int SIZE = 300;

    @TempDir
    Path folder;

    private final SampleLog log = new SampleLog(SIZE);
    private final String key = log.signer.key().toString();

    @Test
    void provesOneEntry() throws IOException {
        Path proof = proof(123);
        assertThat(run(proof, "--entry", entry(123), "--key", key)).isZero();
        assertThat(run(proof, "--entry", entry(123), "--key", key, "--anchor", checkpoint(SIZE)))
                .isZero();
        assertThat(run(proof, "--entry", entry(123), "--key", key, "--anchor", checkpoint(200)))
                .isEqualTo(6);
        assertThat(run(proof, "--entry", entry(123))).isEqualTo(6);
    }

    @Test
    void provesAnEntryThatItsProofCarries() throws IOException {
        Path proof = proof(123, Optional.of(log.leaves.get(123)));
        assertThat(run(proof, "--key", key)).isZero();
        Path other = proof(123, Optional.of(log.leaves.get(124)));
        assertThat(run(other, "--key", key)).isEqualTo(3);
    }

    @Test
    void refutesAnotherEntryOrPlace() throws IOException {
        assertThat(run(proof(123), "--entry", entry(124), "--key", key)).isEqualTo(3);
        String moved = Files.readString(proof(123)).replace("index 123", "index 124");
        Path other = Files.writeString(folder.resolve("moved"), moved);
        assertThat(run(other, "--entry", entry(123), "--key", key)).isEqualTo(3);
        assertThat(run(
                        proof(123),
                        "--entry",
                        entry(123),
                        "--key",
                        new SampleLog(1).signer.key().toString()))
                .isEqualTo(3);
    }

    @Test
    void refutesAnEntryWithAnyChangedByte() throws IOException {
        byte[] good = log.leaves.get(123).bytes();
        Path proof = proof(123);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Path changed = Files.write(folder.resolve("changed"), bad);
            assertThat(run(proof, "--entry", changed.toString(), "--key", key)).isEqualTo(3);
        }
    }

    @Test
    void provesTheWayBetweenTwoCheckpoints() throws IOException {
        assertThat(run(way(200), "--from", checkpoint(200), "--key", key)).isZero();
        assertThat(run(way(SIZE), "--from", checkpoint(SIZE), "--key", key)).isZero();
        assertThat(run(way(200), "--from", checkpoint(200))).isEqualTo(6);
    }

    @Test
    void refutesAWayFromAnotherHistory() throws IOException {
        Path way = way(200);
        log.leaves.set(17, SampleLog.record(99_999, 40));
        assertThat(run(way, "--from", checkpoint(200), "--key", key)).isEqualTo(3);
        assertThat(run(way, "--from", checkpoint(199), "--key", key)).isEqualTo(3);
    }

    @Test
    void neverProvesFromTheEmptyLog() throws IOException {
        Path way = Files.writeString(folder.resolve("way"), new GrowthProof(0, List.of(), log.checkpoint(SIZE)).text());
        assertThat(run(way, "--from", checkpoint(0), "--key", key)).isEqualTo(6);
    }

    @Test
    void asksForWhatIsMissing() throws IOException {
        assertThat(run(proof(1))).isEqualTo(2);
        assertThat(run(way(1))).isEqualTo(2);
    }

    private Path proof(int index) throws IOException {
        return proof(index, Optional.empty());
    }

    private Path proof(int index, Optional<Leaf> entry) throws IOException {
        TlogProof proof = new TlogProof(entry, index, reader().inclusion(index, SIZE), log.checkpoint(SIZE));
        return Files.writeString(folder.resolve("proof" + index), proof.text());
    }

    private Path way(int from) throws IOException {
        GrowthProof way = new GrowthProof(from, reader().consistency(from, SIZE), log.checkpoint(SIZE));
        return Files.writeString(folder.resolve("way" + from), way.text());
    }

    private String entry(int index) throws IOException {
        return Files.write(
                        folder.resolve("entry" + index), log.leaves.get(index).bytes())
                .toString();
    }

    private String checkpoint(int size) throws IOException {
        return Files.writeString(folder.resolve("checkpoint" + size), log.checkpoint(size))
                .toString();
    }

    private TreeReader reader() {
        List<Hash> hashes = log.leaves.stream().map(Leaf::hash).toList();
        MerkleTree tree = new MerkleTree();
        List<Tile> tiles = new ArrayList<>();
        hashes.forEach(hash -> tree.append(hash, tiles));
        Tiles source = (level, index, width) -> tiles.stream()
                .filter(tile -> tile.level() == level && tile.index() == index)
                .findFirst()
                .orElseGet(() -> new Tile(level, index, tree.edge(level)))
                .first(width);
        return new TreeReader(source, SIZE);
    }

    private static int run(Path file, String... options) {
        List<String> args = new ArrayList<>(List.of(file.toString()));
        args.addAll(List.of(options));
        PrintStream print = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Verify.run(args, print, print);
    }
}
