package hourglass.audit.log;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The proof that an entry is in the log, as a text that stands for itself: C2SP tlog-proof, version 1.
///
/// @param entry the entry itself, carried along as the format's extra data so that the text can be checked by itself;
/// its
/// place in the tree is what authenticates it. Absent when it is to come from elsewhere
/// @param index of the entry, from 0
/// @param path from the leaf's sibling up
/// @param checkpoint the signed note whose tree holds the entry
public record TlogProof(Optional<Leaf> entry, long index, List<Hash> path, String checkpoint) {
    /// First line of the format.
    public static final String HEADER = "c2sp.org/tlog-proof@v1";

    private static final String EXTRA = "extra ";
    private static final int LONGEST_PATH = 63;

    public TlogProof {
        path = List.copyOf(path);
    }

    /// The proof as text.
    public String text() {
        String extra = entry.map(leaf -> EXTRA + Base64.getEncoder().encodeToString(leaf.bytes()) + "\n")
                .orElse("");
        return HEADER + "\n" + extra + "index " + index + "\n" + ProofLines.write(path) + "\n" + checkpoint;
    }

    /// Reads a proof; nothing is checked yet.
    ///
    /// @throws MalformedException when the text is no such proof
    public static TlogProof parse(String text) {
        ProofLines lines = new ProofLines(text);
        if (!lines.next().equals(HEADER)) {
            throw new MalformedException("A proof begins with the line '" + HEADER + "'.");
        }
        String line = lines.next();
        Optional<Leaf> entry = Optional.empty();
        if (line.startsWith(EXTRA)) {
            entry = Optional.of(new Leaf(Base64Text.decode(line.substring(EXTRA.length())), null));
            line = lines.next();
        }
        long index = ProofLines.number("index ", line);
        List<Hash> path = lines.hashes(LONGEST_PATH);
        return new TlogProof(entry, index, path, lines.rest());
    }
}
