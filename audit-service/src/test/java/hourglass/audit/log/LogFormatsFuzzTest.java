package hourglass.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.testkit.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Whatever stands in a file of the log: it is read and gives the same bytes again, or it is malformed.
class LogFormatsFuzzTest {
    /// None of the inputs is signed by it, and nobody has its private half any more.
    private static final NoteKey KEY =
            NoteKey.parse("audit.hansepay.example+15ec232c+AdDn6Qh6qa+gg5fY2EDIwJ9ZDchqlHsbHDDzltWdIaPT");

    /// Jazzer calls it. The first byte names the format, the rest is read in it.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        try {
            read((char) input[0], bytes, new String(bytes, StandardCharsets.UTF_8));
        } catch (MalformedException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    private static void read(char format, byte[] bytes, String text) {
        switch (format) {
            case 'c' -> assertThat(text).startsWith(Checkpoint.parse(text).text());
            case 'n' -> {
                SignedNote note = SignedNote.parse(text);
                assertThat(text).startsWith(note.text());
                assertThat(note.isSignedBy(KEY)).isFalse();
            }
            case 'k' -> assertThat(NoteKey.parse(text)).hasToString(text);
            case 'p' -> assertThat(TlogProof.parse(text).text()).isEqualTo(text);
            case 'g' -> assertThat(GrowthProof.parse(text).text()).isEqualTo(text);
            case 't' -> assertThat(Tile.read(0, 0, bytes).bytes()).isEqualTo(bytes);
            case 'b' -> assertThat(EntryBundle.write(EntryBundle.read(bytes))).isEqualTo(bytes);
            case 'a' -> TilePath.parse(text).ifPresent(path -> assertThat(path).hasToString(text));
            case 'e' -> {
                Leaf leaf = new Leaf(bytes, null);
                assertThat(leaf.origin()).isNotNull();
                assertThat(leaf.envelope().leaf().bytes()).isEqualTo(bytes);
            }
            case 'h' -> {
                // The half before the last is an entry by hash, the rest its payload.
                int half = bytes.length / 2;
                byte[] entry = Arrays.copyOf(bytes, half);
                Leaf leaf = new Leaf(entry, Arrays.copyOfRange(bytes, half, bytes.length));
                assertThat(leaf.envelope().leaf().bytes()).isEqualTo(entry);
            }
            default -> {
                // No format of that name.
            }
        }
    }

    private final Fuzzing fuzzing = Fuzzing.of(LogFormatsFuzzTest.class, LogFormatsFuzzTest::fuzzerTestOneInput);

    @Test
    void readsOrRefusesTheInputsThatAreKept() {
        fuzzing.replay();
    }

    @Test
    void readsOrRefusesChangedInputs() {
        assertThat(fuzzing.change(4711, Duration.ofSeconds(1))).isPositive();
    }
}
