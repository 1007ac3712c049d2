package hourglass.audit.log;

import java.util.List;

/// The proof that an entry is in the log, as a text that stands for itself: C2SP tlog-proof, version 1.
///
/// @param index of the entry, from 0
/// @param path from the leaf's sibling up
/// @param checkpoint the signed note whose tree holds the entry
public record TlogProof(long index, List<Hash> path, String checkpoint) {
    /// First line of the format.
    public static final String HEADER = "c2sp.org/tlog-proof@v1";

    private static final int LONGEST_PATH = 63;

    public TlogProof {
        path = List.copyOf(path);
    }

    /// The proof as text.
    public String text() {
        return HEADER + "\nindex " + index + "\n" + ProofLines.write(path) + "\n" + checkpoint;
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
        if (line.startsWith("extra ")) {
            line = lines.next();
        }
        long index = ProofLines.number("index ", line);
        List<Hash> path = lines.hashes(LONGEST_PATH);
        return new TlogProof(index, path, lines.rest());
    }
}
