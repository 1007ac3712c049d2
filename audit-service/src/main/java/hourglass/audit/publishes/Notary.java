package hourglass.audit.publishes;

import hourglass.audit.Bell;
import hourglass.audit.Worker;
import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.NoteSigner;
import hourglass.audit.store.Checkpoints;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs the next checkpoint once its entries are committed, then carries it out of the database. It never signs a
/// log that does not begin with what was anchored or signed before: after a restore or a failover of the database that
/// is the sign of lost entries.
public final class Notary implements Worker.Step {
    private static final Logger LOG = LoggerFactory.getLogger(Notary.class);

    private final Beginnings beginnings;
    private final Checkpoints checkpoints;
    private final NoteSigner signer;
    private final Anchor anchor;
    private final List<Anchor> elsewhere;
    private final Supplier<Optional<String>> told;
    private final Announcements announcements;
    private final InstantSource clock;
    private final Duration announceEvery;
    private final Bell signed;
    private final BooleanSupplier fenced;
    private boolean anchorHolds;
    private long anchoredSize;
    /// Kept here because the database can lose it.
    private @Nullable Checkpoint newest;
    private volatile boolean refusing;
    private Instant announcedAt = Instant.MIN;

    /// Signs and anchors what the log writes.
    ///
    /// @param anchor gets every checkpoint
    /// @param elsewhere where further ones are, to be compared at the start when they can be reached
    /// @param told the newest checkpoint that everybody was told of, asked for where the anchor's file is lost
    /// @param announceEvery the least time between two checkpoints on the topic
    /// @param signed rung after each signature
    /// @param fenced whether another instance appends: then it is that one that signs
    public Notary(
            Beginnings beginnings,
            Checkpoints checkpoints,
            NoteSigner signer,
            Anchor anchor,
            List<Anchor> elsewhere,
            Supplier<Optional<String>> told,
            Announcements announcements,
            InstantSource clock,
            Duration announceEvery,
            Bell signed,
            BooleanSupplier fenced) {
        this.beginnings = beginnings;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.anchor = anchor;
        this.elsewhere = List.copyOf(elsewhere);
        this.told = told;
        this.announcements = announcements;
        this.clock = clock;
        this.announceEvery = announceEvery;
        this.signed = signed;
        this.fenced = fenced;
    }

    @Override
    public boolean run() throws IOException {
        if (fenced.getAsBoolean() || (!anchorHolds && !holds())) {
            return false;
        }
        Optional<Checkpoints.Written> written = checkpoints.unsigned();
        if (written.isPresent() && !goesOn(written.get())) {
            return false;
        }
        written.ifPresent(this::sign);
        anchor();
        if (!announcedAt.plus(announceEvery).isAfter(clock.instant())) {
            announcements.announce();
            announcedAt = clock.instant();
        }
        return written.filter(one -> !one.isNewest()).isPresent();
    }

    /// Whether this instance refuses to sign because the newest checkpoint that it knows is not what the log
    /// begins with.
    public boolean isRefusing() {
        return refusing;
    }

    private void sign(Checkpoints.Written written) {
        Checkpoint checkpoint = new Checkpoint(signer.key().name(), written.size(), written.root());
        String note = signer.sign(checkpoint.text());
        newest = checkpoint;
        checkpoints.signed(new Checkpoints.Signed(written.size(), note, clock.instant()));
        signed.ring();
    }

    private void anchor() throws IOException {
        Optional<Checkpoints.Signed> last = checkpoints.newest();
        if (last.isPresent() && last.get().size() > anchoredSize) {
            anchor.write(last.get().note());
            anchoredSize = last.get().size();
            checkpoints.anchored(anchoredSize, "file", clock.instant());
        }
    }

    private boolean holds() throws IOException {
        Optional<String> kept = anchor.read();
        String place = kept.isPresent() ? "in " + anchor : "that was told of on the topic";
        anchorHolds = holds(kept.isPresent() ? kept : told.get(), place);
        // Without a file, so that it is written again at once.
        anchoredSize =
                kept.map(note -> beginnings.checkpoint(note, place).size()).orElse(0L);
        for (Anchor other : elsewhere) {
            anchorHolds = anchorHolds && holds(reached(other), "in " + other);
        }
        return anchorHolds;
    }

    private boolean holds(Optional<String> note, String place) {
        boolean holds = note.isEmpty() || beginsWith(beginnings.checkpoint(note.get(), place));
        refuseUnless(holds, place);
        return holds;
    }

    private boolean beginsWith(Checkpoint checkpoint) {
        if (newest == null || newest.size() < checkpoint.size()) {
            newest = checkpoint;
        }
        return beginnings.has(checkpoint);
    }

    private static Optional<String> reached(Anchor other) {
        try {
            return other.read();
        } catch (IOException e) {
            LOG.warn("The log is not compared with the checkpoint in {}: {}", other, e.getMessage());
            return Optional.empty();
        }
    }

    /// Whether the log that was written begins with the newest checkpoint that was signed or anchored.
    private boolean goesOn(Checkpoints.Written written) {
        Checkpoint before = newest;
        boolean goesOn = before == null
                || (written.size() >= before.size()
                        && checkpoints.root(before.size()).equals(Optional.of(before.root())));
        refuseUnless(goesOn, "of %d entries that was signed last".formatted(before == null ? 0 : before.size()));
        return goesOn;
    }

    private void refuseUnless(boolean holds, String checkpoint) {
        if (!holds && !refusing) {
            LOG.error(
                    "The log does not begin with the checkpoint {}: entries were lost or changed. Nothing is signed. "
                            + "Restore a database that has them; never remove the file {}.",
                    checkpoint,
                    anchor);
        }
        refusing = !holds;
    }

    @Override
    public void letGo() {
        anchorHolds = false;
    }
}
