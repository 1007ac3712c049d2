package hourglass.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import hourglass.audit.Unreadables;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Leaf;
import hourglass.audit.store.Checkpoints;
import hourglass.audit.store.Log;
import hourglass.web.SignedIn;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Single entries and their proofs.
@RestController
class EntriesController {
    private final Proofs proofs;
    private final Readers readers;
    private final Unreadables unreadables;

    EntriesController(Proofs proofs, Readers readers, Unreadables unreadables) {
        this.proofs = proofs;
        this.readers = readers;
        this.unreadables = unreadables;
    }

    /// A header of the record.
    record HeaderBody(String name, @Nullable String value) {}

    /// An entry.
    ///
    /// @param at Kafka's time
    /// @param key as text; null when the record has none
    /// @param value Base64 of the record's value as it came; null for a tombstone
    /// @param undecodable why the value can't be read; null when it can, or was not looked at yet
    /// @param leaf Base64 of what was hashed
    /// @param leafHash hex
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EntryBody(
            long index,
            String topic,
            int partition,
            long offset,
            Instant at,
            @Nullable String key,
            List<HeaderBody> headers,
            @Nullable String value,
            @Nullable String undecodable,
            String leaf,
            String leafHash) {}

    @GetMapping(path = "/v1/entries/{index}", produces = MediaType.APPLICATION_JSON_VALUE)
    EntryBody entry(SignedIn reader, @PathVariable long index) {
        Log.Entry entry = read(reader, index);
        Leaf leaf = entry.leaf();
        Envelope envelope = leaf.envelope();
        return new EntryBody(
                index,
                envelope.origin().topic(),
                envelope.origin().partition(),
                envelope.origin().offset(),
                Instant.ofEpochMilli(envelope.origin().timestamp()),
                envelope.keyText(),
                envelope.headers().stream()
                        .map(header -> new HeaderBody(header.name(), header.text()))
                        .toList(),
                base64(envelope.value()),
                unreadables.reason(index).orElse(null),
                String.valueOf(base64(leaf.bytes())),
                leaf.hash().hex());
    }

    /// The bytes that were hashed: what a proof is checked with.
    @GetMapping(path = "/v1/entries/{index}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] leaf(SignedIn reader, @PathVariable long index) {
        return read(reader, index).leaf().bytes();
    }

    /// A C2SP tlog-proof that carries the entry, so that it can be checked by itself.
    @GetMapping(path = "/v1/entries/{index}/proof", produces = "text/plain;charset=utf-8")
    String proof(SignedIn reader, @PathVariable long index, @RequestParam(required = false) @Nullable Long size) {
        Checkpoints.Signed within = proofs.signed(size);
        String proof = proofs.inclusion(index, within).text();
        readers.keep(reader, "proof", Map.of("index", Long.toString(index)), within.size());
        return proof;
    }

    private Log.Entry read(SignedIn reader, long index) {
        Checkpoints.Signed newest = proofs.newest();
        Log.Entry entry = proofs.entry(index, newest);
        readers.keep(reader, "entry", Map.of("index", Long.toString(index)), newest.size());
        return entry;
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
