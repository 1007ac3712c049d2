package hourglass.audit.api;

import hourglass.audit.log.EntryBundle;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.Tile;
import hourglass.audit.log.TilePath;
import hourglass.audit.store.Checkpoints;
import hourglass.audit.store.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The whole log as files in a zip, in the layout of C2SP tlog-tiles, with the bodies that are in it by hash beside.
///
/// The same log gives the same bytes.
final class ExportedLog {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Proofs proofs;
    private final Checkpoints.Signed checkpoint;
    private final NoteKey key;

    ExportedLog(Proofs proofs, Checkpoints.Signed checkpoint, NoteKey key) {
        this.proofs = proofs;
        this.checkpoint = checkpoint;
        this.key = key;
    }

    void write(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        put(zip, "checkpoint", checkpoint.note().getBytes(StandardCharsets.UTF_8));
        put(zip, "key", (key + "\n").getBytes(StandardCharsets.UTF_8));
        bundles(zip);
        tiles(zip);
        zip.finish();
    }

    private void bundles(ZipOutputStream zip) throws IOException {
        for (long begin = 0; begin < checkpoint.size(); begin += Tile.WIDTH) {
            long end = Math.min(begin + Tile.WIDTH, checkpoint.size());
            List<byte[]> leaves = new ArrayList<>();
            for (List<Log.Entry> entries : proofs.entries(begin, end)) {
                payloads(zip, entries);
                entries.forEach(entry -> leaves.add(entry.leaf().bytes()));
            }
            put(zip, TilePath.of(TilePath.ENTRIES, begin / Tile.WIDTH, (int) (end - begin)), EntryBundle.write(leaves));
        }
    }

    private static void payloads(ZipOutputStream zip, List<Log.Entry> entries) throws IOException {
        for (Log.Entry entry : entries) {
            byte[] payload = entry.leaf().payload();
            if (payload != null) {
                put(zip, "payload/" + entry.index(), payload);
            }
        }
    }

    private void tiles(ZipOutputStream zip) throws IOException {
        long size = checkpoint.size();
        for (int level = 0; Tile.hashesAt(level, size) > 0; level++) {
            for (long index = 0; Tile.width(level, index, size) > 0; index++) {
                int width = Tile.width(level, index, size);
                put(
                        zip,
                        TilePath.of(level, index, width),
                        proofs.tile(level, index, width).bytes());
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
