package hourglass.audit.api;

import hourglass.audit.log.GrowthProof;
import hourglass.audit.log.Tile;
import hourglass.audit.log.TlogProof;
import hourglass.audit.log.TreeReader;
import hourglass.audit.store.Checkpoints;
import hourglass.audit.store.Log;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads proofs and entries of the signed part of the log, for the controllers.
public final class Proofs {
    private final Log log;
    private final Checkpoints checkpoints;

    public Proofs(Log log, Checkpoints checkpoints) {
        this.log = log;
        this.checkpoints = checkpoints;
    }

    /// The newest signed checkpoint.
    Checkpoints.Signed newest() {
        return checkpoints
                .newest()
                .orElseThrow(() -> new ProblemException(
                                AuditProblems.ANSWER_NOT_COMPLETE,
                                "The log has no signed checkpoint yet. Try again in a second.")
                        .header("Retry-After", "1"));
    }

    /// The signed checkpoint of that size, the newest without one.
    Checkpoints.Signed signed(@Nullable Long size) {
        if (size == null) {
            return newest();
        }
        return checkpoints
                .ofSize(size)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "No checkpoint of %d entries was signed. Take a size from /v1/checkpoint or from an answer's covers."
                                .formatted(size)));
    }

    Log.Entry entry(long index, Checkpoints.Signed within) {
        if (index < 0 || index >= within.size()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "The log has no entry %d: this checkpoint covers %d.".formatted(index, within.size()));
        }
        return log.entry(index).orElseThrow(() -> new IllegalStateException("Entry " + index + " is gone"));
    }

    TlogProof inclusion(long index, Checkpoints.Signed within) {
        return new TlogProof(
                Optional.of(entry(index, within).leaf()),
                index,
                new TreeReader(log, within.size()).inclusion(index, within.size()),
                within.note());
    }

    GrowthProof growth(long from, Checkpoints.Signed to) {
        if (from < 1 || from > to.size()) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "from is from 1 to %d, the size of the newer checkpoint.".formatted(to.size()));
        }
        return new GrowthProof(from, new TreeReader(log, to.size()).consistency(from, to.size()), to.note());
    }

    Tile tile(int level, long index, int width) {
        return log.read(level, index, width);
    }

    /// Entries in order, some at a time.
    Iterable<List<Log.Entry>> entries(long begin, long end) {
        return log.pages(begin, end);
    }
}
