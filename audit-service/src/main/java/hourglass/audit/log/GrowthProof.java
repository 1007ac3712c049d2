package hourglass.audit.log;

import java.util.List;

/// The proof that a newer checkpoint only adds to an older one, in the form that C2SP tlog-witness takes it.
///
/// @param oldSize entries of the older checkpoint, from 1
/// @param proof the consistency proof; empty when both have the same size
/// @param checkpoint the newer signed note
public record GrowthProof(long oldSize, List<Hash> proof, String checkpoint) {
    /// How the first line begins.
    public static final String START = "old ";

    private static final int LONGEST_PROOF = 63;

    public GrowthProof {
        proof = List.copyOf(proof);
    }

    /// The proof as text.
    public String text() {
        return START + oldSize + "\n" + ProofLines.write(proof) + "\n" + checkpoint;
    }

    /// Reads a proof; nothing is checked yet.
    ///
    /// @throws MalformedException when the text is no such proof
    public static GrowthProof parse(String text) {
        ProofLines lines = new ProofLines(text);
        long oldSize = ProofLines.number(START, lines.next());
        List<Hash> proof = lines.hashes(LONGEST_PROOF);
        return new GrowthProof(oldSize, proof, lines.rest());
    }
}
