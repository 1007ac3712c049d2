package hourglass.audit.verify;

import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.SignedNote;
import java.util.List;
import java.util.Optional;

/// What the person who checks brought along: things that whoever made the files could not change.
///
/// @param key the log's verifier key, empty when none was given
/// @param anchors signed checkpoints that were kept elsewhere
record Trust(Optional<NoteKey> key, List<String> anchors) {
    Trust {
        anchors = List.copyOf(anchors);
    }

    /// The checkpoint of a note that `key` signed; empty, with the reason in the report, when it did not.
    static Optional<Checkpoint> signed(String what, String note, NoteKey key, Report report) {
        SignedNote signed = SignedNote.parse(note);
        Checkpoint checkpoint = Checkpoint.parse(signed.text());
        if (!checkpoint.origin().equals(key.name())) {
            report.refutes("%s is of log '%s', the key of log '%s'.".formatted(what, checkpoint.origin(), key.name()));
            return Optional.empty();
        }
        if (!signed.isSignedBy(key)) {
            report.refutes("%s is not signed by the log's key %s.".formatted(what, key.id()));
            return Optional.empty();
        }
        return Optional.of(checkpoint);
    }
}
