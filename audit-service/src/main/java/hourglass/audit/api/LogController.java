package hourglass.audit.api;

import hourglass.audit.log.EntryBundle;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.Tile;
import hourglass.audit.log.TilePath;
import hourglass.audit.store.Checkpoints;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import hourglass.web.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The log itself, for programs that check it: C2SP tlog-tiles, the way between checkpoints, and all of it as files.
@RestController
class LogController {
    private static final String TEXT = "text/plain;charset=utf-8";

    private final Proofs proofs;
    private final Readers readers;
    private final NoteKey key;

    LogController(Proofs proofs, Readers readers, NoteKey key) {
        this.proofs = proofs;
        this.readers = readers;
        this.key = key;
    }

    @GetMapping(
            path = {"/v1/checkpoint", "/checkpoint"},
            produces = TEXT)
    String checkpoint() {
        return proofs.newest().note();
    }

    @GetMapping(path = "/v1/key", produces = TEXT)
    String key() {
        return key + "\n";
    }

    /// In the form of a C2SP tlog-witness request: hashes only.
    @GetMapping(path = "/v1/consistency", produces = TEXT)
    String consistency(@RequestParam long from, @RequestParam(required = false) @Nullable Long to) {
        return proofs.growth(from, proofs.signed(to)).text();
    }

    @GetMapping(path = "/tile/**", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] tile(SignedIn reader, HttpServletRequest request) {
        Checkpoints.Signed newest = proofs.newest();
        TilePath path = TilePath.parse(request.getRequestURI().substring(1))
                .filter(tile -> tile.width() <= Tile.width(Math.max(tile.level(), 0), tile.index(), newest.size()))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "The log of %d entries has no such tile.".formatted(newest.size())));
        if (path.level() != TilePath.ENTRIES) {
            return proofs.tile(path.level(), path.index(), path.width()).bytes();
        }
        long begin = path.index() * Tile.WIDTH;
        long end = begin + path.width();
        readers.keep(
                reader, "entries", Map.of("from", Long.toString(begin), "to", Long.toString(end - 1)), newest.size());
        List<byte[]> leaves = new ArrayList<>();
        proofs.entries(begin, end)
                .forEach(page -> page.forEach(entry -> leaves.add(entry.leaf().bytes())));
        return EntryBundle.write(leaves);
    }

    /// A zip with every entry, payload and tile of the newest signed checkpoint, the checkpoint and the key.
    ///
    /// Written by the call's own thread: an asynchronous answer is cut off after a time, however well
    /// its reader reads.
    @GetMapping(path = "/v1/export", produces = "application/zip")
    void export(SignedIn reader, HttpServletResponse response) throws IOException {
        Checkpoints.Signed newest = proofs.newest();
        readers.keep(reader, "export", Map.of(), newest.size());
        ContentDisposition name = ContentDisposition.attachment()
                .filename("log-" + newest.size() + ".zip")
                .build();
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, name.toString());
        response.setContentType("application/zip");
        new ExportedLog(proofs, newest, key).write(response.getOutputStream());
    }
}
