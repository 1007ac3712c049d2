package hourglass.audit.publishes;

import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.MalformedException;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.SignedNote;
import hourglass.audit.log.TreeReader;
import hourglass.audit.store.Log;

/// Holds checkpoints that were kept outside of the database against the log.
///
/// @param key what the log's checkpoints are signed with
public record Beginnings(Log log, NoteKey key) {
    /// What a note signs.
    ///
    /// @param place where it is, as it goes on after "the checkpoint"
    ///
    /// @throws MalformedException when it is none, or was signed with another key
    Checkpoint checkpoint(String note, String place) {
        SignedNote signed = SignedNote.parse(note);
        Checkpoint checkpoint = Checkpoint.parse(signed.text());
        if (!signed.isSignedBy(key)) {
            throw new MalformedException("The checkpoint %s was signed with another key than %s: is it another log's?"
                    .formatted(place, key.id()));
        }
        return checkpoint;
    }

    /// Whether the log begins with a checkpoint.
    boolean has(Checkpoint checkpoint) {
        long size = log.size();
        return checkpoint.size() <= size
                && new TreeReader(log, size).root(checkpoint.size()).equals(checkpoint.root());
    }
}
