package hourglass.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private final SplittableRandom random = new SplittableRandom(8785);

    @Test
    void writesTilePathsAsTheSpecificationDoes() {
        assertThat(TilePath.of(1, 1_234_067, 256)).isEqualTo("tile/1/x001/x234/067");
        assertThat(TilePath.of(0, 273, 112)).isEqualTo("tile/0/273.p/112");
        assertThat(TilePath.of(TilePath.ENTRIES, 0, 256)).isEqualTo("tile/entries/000");
        for (String path :
                List.of("tile/1/x001/x234/067", "tile/0/273.p/112", "tile/entries/000", "tile/63/x001/000")) {
            assertThat(TilePath.parse(path)).map(TilePath::toString).contains(path);
        }
        for (String path : List.of(
                "tile/64/000",
                "tile/00/000",
                "tile/0/0",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/x000/001",
                "tile/0/../001",
                "tile/0/000/001",
                "tile/0/000.p/01",
                "checkpoint")) {
            assertThat(TilePath.parse(path)).as(path).isEqualTo(Optional.empty());
        }
    }

    @Test
    void cutsTheTreeOfSeventyThousandAsTheSpecificationDoes() {
        assertThat(Tile.width(0, 272, 70_000)).isEqualTo(256);
        assertThat(Tile.width(0, 273, 70_000)).isEqualTo(112);
        assertThat(Tile.width(1, 0, 70_000)).isEqualTo(256);
        assertThat(Tile.width(1, 1, 70_000)).isEqualTo(17);
        assertThat(Tile.width(2, 0, 70_000)).isEqualTo(1);
        assertThat(Tile.hashesAt(3, 70_000)).isZero();
    }

    @Test
    void readsBackEveryEnvelopeThatItWrites() {
        for (int round = 0; round < 300; round++) {
            Envelope envelope = randomEnvelope(round % 50 == 0 ? 70_000 : random.nextInt(600));
            Leaf leaf = envelope.leaf();
            assertThat(leaf.bytes().length).isLessThanOrEqualTo(EntryBundle.LONGEST);
            assertThat(leaf.envelope()).isEqualTo(envelope);
            assertThat(leaf.origin()).isEqualTo(envelope.origin());
            assertThat(leaf.isByHash()).isEqualTo(leaf.payload() != null);
        }
    }

    @Test
    void keepsTheLeafFormatThatOldLogsHave() {
        Envelope envelope = new Envelope(
                new Origin("hourglass.grants", 3, 41, 1_764_061_200_123L),
                new byte[] {'k'},
                List.of(Header.of("ce_id", "1"), new Header("none", null)),
                new byte[] {0, 0, 0, 0, 7, 1});
        assertThat(HexFormat.of().formatHex(envelope.leaf().bytes()))
                .isEqualTo("01000010686f7572676c6173732e6772616e74730000000300000000000000290000019aba3dbefb"
                        + "000000016b000000020000000563655f69640000000131000000046e6f6e65ffffffff0000000600"
                        + "0000000701");
    }

    @Test
    void refusesEntriesThatAreCutOrChangedInForm() {
        byte[] good = randomEnvelope(100).leaf().bytes();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(good, length);
            assertThatThrownBy(() -> new Leaf(cut, null).envelope()).isInstanceOf(MalformedException.class);
        }
        byte[] longer = java.util.Arrays.copyOf(good, good.length + 1);
        assertThatThrownBy(() -> new Leaf(longer, null).envelope()).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesAPayloadThatItsEntryDoesNotName() {
        Leaf leaf = randomEnvelope(70_000).leaf();
        byte[] payload = java.util.Objects.requireNonNull(leaf.payload()).clone();
        payload[payload.length / 2] ^= 1;
        assertThatThrownBy(() -> new Leaf(leaf.bytes(), payload).envelope())
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("not the one that its entry names");
    }

    @Test
    void readsProofTextsBack() {
        String note = "log\n3\n" + Hashing.leaf(new byte[0]).base64() + "\n\n— log AAAAAAA=\n";
        List<Hash> hashes = List.of(Hashing.leaf(new byte[] {1}), Hashing.leaf(new byte[] {2}));
        TlogProof proof = new TlogProof(Optional.empty(), 2, hashes, note);
        assertThat(TlogProof.parse(proof.text())).isEqualTo(proof);
        Leaf leaf = randomEnvelope(60).leaf();
        TlogProof carrying = TlogProof.parse(new TlogProof(Optional.of(leaf), 2, hashes, note).text());
        assertThat(carrying.entry().orElseThrow().bytes()).isEqualTo(leaf.bytes());
        assertThat(carrying.path()).isEqualTo(hashes);
        GrowthProof growth = new GrowthProof(2, hashes, note);
        assertThat(GrowthProof.parse(growth.text())).isEqualTo(growth);
        assertThatThrownBy(() -> TlogProof.parse(proof.text().replace("index 2", "index 02")))
                .isInstanceOf(MalformedException.class);
    }

    private Envelope randomEnvelope(int valueLength) {
        return new Envelope(
                new Origin(
                        "topic-" + random.nextInt(9),
                        random.nextInt(6),
                        random.nextLong(1L << 40),
                        random.nextLong(1L << 42)),
                maybe(random.nextInt(40)),
                List.of(new Header("ce_id", maybe(36)), new Header("", maybe(0)), Header.of("ü", "—")),
                valueLength > 10_000 ? bytes(valueLength) : maybe(valueLength));
    }

    private byte @Nullable [] maybe(int length) {
        return random.nextInt(5) == 0 ? null : bytes(length);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
