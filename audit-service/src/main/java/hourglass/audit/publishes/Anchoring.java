package hourglass.audit.publishes;

import hourglass.audit.Worker;
import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.MalformedException;
import hourglass.audit.store.Checkpoints;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the newest signed checkpoint to a place that may be slow or away: beside the notary, which
/// waits for none such.
public final class Anchoring implements Worker.Step {
    private static final Logger LOG = LoggerFactory.getLogger(Anchoring.class);

    private final Checkpoints checkpoints;
    private final Anchor anchor;
    private final Beginnings beginnings;
    private final String place;
    private final InstantSource clock;
    private final BooleanSupplier fenced;
    private long anchored;
    private volatile boolean failing;

    /// Carries checkpoints to one place.
    ///
    /// @param place how the database names it
    /// @param fenced whether another instance appends: then it is that one that anchors
    public Anchoring(
            Checkpoints checkpoints,
            Anchor anchor,
            Beginnings beginnings,
            String place,
            InstantSource clock,
            BooleanSupplier fenced) {
        this.checkpoints = checkpoints;
        this.anchor = anchor;
        this.beginnings = beginnings;
        this.place = place;
        this.clock = clock;
        this.fenced = fenced;
    }

    @Override
    public boolean run() {
        Optional<Checkpoints.Signed> newest = checkpoints.newest();
        if (!fenced.getAsBoolean() && newest.isPresent() && newest.get().size() > anchored) {
            try {
                carry(newest.get());
                failing = false;
            } catch (IOException | MalformedException e) {
                failing = true;
                LOG.warn(
                        "The checkpoint of {} entries is not anchored in {}: {}",
                        newest.get().size(),
                        anchor,
                        e.getMessage());
            }
        }
        return false;
    }

    private void carry(Checkpoints.Signed newest) throws IOException {
        Optional<String> there = anchor.read();
        if (there.isPresent()) {
            Checkpoint known = beginnings.checkpoint(there.get(), "in " + anchor);
            if (!beginnings.has(known)) {
                throw new MalformedException(
                        "the log does not begin with the checkpoint of %d entries there. Entries were lost or changed"
                                .formatted(known.size()));
            }
            if (known.size() >= newest.size()) {
                anchored = known.size();
                return;
            }
        }
        anchor.write(newest.note());
        anchored = newest.size();
        checkpoints.anchored(anchored, place, clock.instant());
    }

    /// Whether the newest checkpoint could not be carried there at the last try.
    public boolean isFailing() {
        return failing;
    }

    @Override
    public void letGo() {}
}
