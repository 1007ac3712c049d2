package hourglass.audit.verify;

import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.GrowthProof;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MalformedException;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.Proofs;
import hourglass.audit.log.TlogProof;
import java.util.Optional;

/// Checks one proof: of an entry, or of the way between two checkpoints.
final class ProofCheck {
    private final Trust trust;
    private final Report report = new Report();

    ProofCheck(Trust trust) {
        this.trust = trust;
    }

    /// Whether the entry is in the log at the proof's place.
    ///
    /// @param given the entry when it was given apart; else the one that the proof carries
    /// @throws UsageException when there is no entry
    /// @throws MalformedException when the proof is not in its form
    Report entry(String text, Optional<Leaf> given) throws UsageException {
        TlogProof proof = TlogProof.parse(text);
        Leaf leaf = given.or(proof::entry)
                .orElseThrow(() -> new UsageException("This proof carries no entry: add --entry FILE."));
        Checkpoint checkpoint = checkpoint("The proof's checkpoint", proof.checkpoint());
        if (!Proofs.includes(proof.index(), checkpoint.size(), leaf.hash(), proof.path(), checkpoint.root())) {
            report.refutes("This entry is not number %,d of the log's first %,d entries: its leaf hash is %s."
                    .formatted(proof.index(), checkpoint.size(), leaf.hash()));
        }
        if (!report.isRefuted()) {
            report.proves("entry %,d of log %s is in the checkpoint of %,d entries (%s)"
                    .formatted(proof.index(), checkpoint.origin(), checkpoint.size(), describe(leaf)));
            for (String anchor : trust.anchors()) {
                anchor(checkpoint("An anchor", anchor), checkpoint);
            }
        }
        return report;
    }

    /// Whether the newer checkpoint only adds to the older one.
    ///
    /// @throws MalformedException when the proof or a checkpoint is not in its form
    Report way(String text, String oldNote) {
        GrowthProof proof = GrowthProof.parse(text);
        Checkpoint older = checkpoint("The older checkpoint", oldNote);
        Checkpoint newer = checkpoint("The newer checkpoint", proof.checkpoint());
        if (older.size() == 0) {
            report.lacks("the older checkpoint is of the empty log: nothing can be proved from it");
        } else if (older.size() != proof.oldSize()) {
            report.refutes("The proof begins at %,d entries, the older checkpoint has %,d."
                    .formatted(proof.oldSize(), older.size()));
        } else if (!older.origin().equals(newer.origin())
                || !Proofs.consistent(older.size(), newer.size(), proof.proof(), older.root(), newer.root())) {
            report.refutes(
                    "The log of %,d entries does not begin with the log of %,d: something was changed or removed."
                            .formatted(newer.size(), older.size()));
        } else {
            report.proves("log %s grew from %,d to %,d entries and kept all of them"
                    .formatted(newer.origin(), older.size(), newer.size()));
        }
        return report;
    }

    private void anchor(Checkpoint anchor, Checkpoint checkpoint) {
        if (anchor.size() != checkpoint.size()) {
            report.lacks("the anchor has %,d entries, the proof's checkpoint %,d: ask for a proof at the anchor's size"
                    .formatted(anchor.size(), checkpoint.size()));
        } else if (!anchor.equals(checkpoint)) {
            report.refutes(
                    "The anchor of %,d entries has another root than the proof's checkpoint.".formatted(anchor.size()));
        } else {
            report.proves("the anchor has the same root");
        }
    }

    private Checkpoint checkpoint(String what, String note) {
        Optional<NoteKey> key = trust.key();
        if (key.isEmpty()) {
            report.lacks("the signature was not checked: add --key KEY, the log's verifier key");
            return Checkpoint.ofNote(note);
        }
        Checkpoint checkpoint = Checkpoint.ofNote(note);
        Trust.signed(what, note, key.get(), report);
        return checkpoint;
    }

    private static String describe(Leaf leaf) {
        var origin = leaf.origin();
        return "%s, partition %d, offset %d".formatted(origin.topic(), origin.partition(), origin.offset())
                + (leaf.isByHash() ? ", its body by hash" : "");
    }
}
