package hourglass.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.audit.log.EntryBundle;
import hourglass.audit.log.Leaf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever can change the exported files, or the database before the export, is found out.
class LogCheckTest {
    private static final int SIZE = 700;

    @TempDir
    Path folder;

    private final SampleLog log = new SampleLog(SIZE);
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private Path export;
    private Path anchor;

    @BeforeEach
    void export() throws IOException {
        export = log.write(folder.resolve("export"));
        anchor = Files.writeString(folder.resolve("anchor"), log.checkpoint(600));
    }

    @Test
    void provesAnUntouchedLogAgainstItsAnchor() {
        assertThat(verify()).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("700 entries, signature ok", "Proved.");
    }

    @Test
    void doesNotCallALogWithoutAnAnchorProved() {
        assertThat(run(export.toString())).isEqualTo(6);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("no anchor was given");
    }

    @Test
    void doesNotCallAnEmptyLogProved() throws IOException {
        SampleLog empty = new SampleLog(0);
        Path files = empty.write(folder.resolve("empty"));
        Path at = Files.writeString(folder.resolve("at"), empty.checkpoint(0));
        assertThat(run(files.toString(), "--anchor", at.toString())).isEqualTo(6);
    }

    @Test
    void findsAChangedByteInEveryFile() throws IOException {
        SplittableRandom random = new SplittableRandom(42);
        List<Path> files;
        try (Stream<Path> all = Files.walk(export)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(12);
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            for (int round = 0; round < 12; round++) {
                int at = random.nextInt(good.length);
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bad);
                assertThat(verify())
                        .as("byte %d of %s", at, export.relativize(file))
                        .isEqualTo(3);
            }
            Files.write(file, good);
        }
        assertThat(verify()).isZero();
    }

    @Test
    void findsEveryFileRemovedAndAnyFileAdded() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(export)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !List.of("checkpoint", "key")
                            .contains(export.relativize(file).toString()))
                    .toList();
        }
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(verify()).as(file.toString()).isEqualTo(3);
            Files.write(file, good);
        }
        SampleLog.put(export, "tile/entries/003", new byte[] {0, 0});
        assertThat(verify()).isEqualTo(3);
    }

    @Test
    void findsARowRemovedAddedOrReorderedInABundle() {
        changeBundle(entries -> entries.remove(17));
        assertThat(verify()).isEqualTo(3);
        changeBundle(entries -> entries.add(17, entries.getFirst()));
        assertThat(verify()).isEqualTo(3);
        changeBundle(entries -> Collections.swap(entries, 17, 18));
        assertThat(verify()).isEqualTo(3);
    }

    /// Somebody with the database, who writes entries, tiles and even roots anew, but has not the log's key.
    @Test
    void findsALogWrittenAnewThatCarriesTheOldSignature() throws IOException {
        for (Consumer<List<Leaf>> change : List.<Consumer<List<Leaf>>>of(
                leaves -> leaves.set(17, SampleLog.record(99_999, 40)),
                leaves -> leaves.remove(17),
                leaves -> leaves.add(17, SampleLog.record(99_999, 40)),
                leaves -> Collections.swap(leaves, 17, 18))) {
            String signed = log.checkpoint(SIZE);
            List<Leaf> before = List.copyOf(log.leaves);
            change.accept(log.leaves);
            Path rewritten = log.write(Files.createTempDirectory(folder, "rewritten"));
            Files.writeString(rewritten.resolve("checkpoint"), signed);
            assertThat(run(rewritten.toString(), "--anchor", anchor.toString())).isEqualTo(3);
            log.leaves.clear();
            log.leaves.addAll(before);
        }
    }

    /// Somebody who has the log's key, too: only the anchor is left.
    @Test
    void findsALogSignedAnewThroughItsAnchor() {
        log.leaves.set(17, SampleLog.record(99_999, 40));
        Path rewritten = log.write(folder.resolve("rewritten"));
        assertThat(run(rewritten.toString())).isEqualTo(6);
        assertThat(run(rewritten.toString(), "--anchor", anchor.toString())).isEqualTo(3);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("The first 600 entries give root");
    }

    @Test
    void findsATailThatWasCutOffWithItsCheckpoints() {
        log.leaves.subList(500, SIZE).clear();
        Path cut = log.write(folder.resolve("cut"));
        assertThat(run(cut.toString(), "--anchor", anchor.toString())).isEqualTo(3);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("its tail was cut off");
    }

    @Test
    void findsAnotherKeyThanTheOneGiven() {
        SampleLog other = new SampleLog(SIZE);
        Path files = other.write(folder.resolve("other"));
        assertThat(run(files.toString(), "--anchor", anchor.toString())).isEqualTo(3);
        assertThat(run(files.toString(), "--key", log.signer.key().toString())).isEqualTo(3);
    }

    @Test
    void saysWhatItCannotRead() throws IOException {
        assertThat(run(folder.resolve("nothing").toString())).isEqualTo(1);
        Path text = Files.writeString(folder.resolve("text"), "hello");
        assertThat(run(text.toString())).isEqualTo(1);
        assertThat(run()).isEqualTo(2);
        assertThat(run(export.toString(), "--anker", "x")).isEqualTo(2);
        assertThat(run(export.toString(), "--anchor")).isEqualTo(2);
    }

    @Test
    void readsNoFileThatUnpacksToMoreThanALogHas() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("checkpoint"));
            byte[] zeroes = new byte[1 << 20];
            for (int i = 0; i < 65; i++) {
                zip.write(zeroes);
            }
            zip.closeEntry();
        }
        assertThat(Files.size(bomb)).isLessThan(100_000);

        assertThat(run(bomb.toString())).isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("'checkpoint' in it has more than 64 MiB");
    }

    private void changeBundle(Consumer<List<byte[]>> change) {
        Path file = export.resolve("tile/entries/001");
        try {
            List<byte[]> entries = new ArrayList<>(EntryBundle.read(Files.readAllBytes(file)));
            change.accept(entries);
            Files.write(file, EntryBundle.write(entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int verify() {
        return run(export.toString(), "--anchor", anchor.toString());
    }

    private int run(String... args) {
        output.reset();
        PrintStream print = new PrintStream(output, true, StandardCharsets.UTF_8);
        return Verify.run(List.of(args), print, print);
    }
}
