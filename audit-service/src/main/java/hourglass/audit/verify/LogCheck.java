package hourglass.audit.verify;

import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.MalformedException;
import hourglass.audit.log.NoteKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks a whole exported log: every byte of it against the signed checkpoint, and that against anchors.
final class LogCheck {
    private final Export export;
    private final Trust trust;
    private final Report report = new Report();

    LogCheck(Export export, Trust trust) {
        this.export = export;
        this.trust = trust;
    }

    /// @throws IOException when the files can't be read
    Report check() throws IOException {
        String note = text(Export.CHECKPOINT);
        try {
            NoteKey key = key();
            Optional<Checkpoint> checkpoint = Trust.signed("The export's checkpoint", note, key, report);
            if (checkpoint.isPresent()) {
                compare(checkpoint.get(), key);
            }
        } catch (MalformedException e) {
            report.refutes(e.reason());
        }
        return report;
    }

    private void compare(Checkpoint checkpoint, NoteKey key) throws IOException {
        List<Checkpoint> anchors = anchors(key);
        Content content = new Content(export, checkpoint.size(), report);
        List<Checkpoint> within = new ArrayList<>();
        for (Checkpoint anchor : anchors) {
            if (anchor.size() > checkpoint.size()) {
                report.refutes(("An anchor covers %,d entries, the export ends after %,d: its tail was cut off, "
                                + "or it was made before the anchor.")
                        .formatted(anchor.size(), checkpoint.size()));
            } else if (anchor.size() > 0) {
                within.add(anchor);
            }
        }
        within.add(checkpoint);
        content.compare(within);
        if (!report.isRefuted()) {
            summarise(checkpoint, key, content, within.size() - 1);
        }
    }

    private void summarise(Checkpoint checkpoint, NoteKey key, Content content, int anchors) {
        report.proves("log %s, %,d entries, signature ok (key %s%s)"
                .formatted(
                        checkpoint.origin(),
                        checkpoint.size(),
                        key.id(),
                        trust.key().isPresent() ? "" : ", from the export itself"));
        report.proves("every entry, payload and tile is what the checkpoint's root stands for");
        report.proves(content.gaps() == 0 ? "no gaps" : "%,d gap entries in it".formatted(content.gaps()));
        if (checkpoint.size() == 0) {
            report.lacks("the log is empty: there is nothing to prove");
        } else if (anchors == 0) {
            report.lacks("no anchor was given: add --anchor FILE, a checkpoint of this log that was kept elsewhere");
        } else {
            report.proves("%d of %d anchors are what this log begins with"
                    .formatted(anchors, trust.anchors().size()));
        }
    }

    private List<Checkpoint> anchors(NoteKey key) {
        List<Checkpoint> anchors = new ArrayList<>();
        for (String anchor : trust.anchors()) {
            Trust.signed("An anchor", anchor, key, report).ifPresent(anchors::add);
        }
        return anchors;
    }

    private NoteKey key() throws IOException {
        NoteKey inside = NoteKey.parse(text(Export.KEY).strip());
        NoteKey key = trust.key().orElse(inside);
        if (!key.toString().equals(inside.toString())) {
            report.refutes("The export names key %s, but the log's key is %s.".formatted(inside.id(), key.id()));
        }
        return key;
    }

    private String text(String name) throws IOException {
        byte[] bytes = export.read(name)
                .orElseThrow(
                        () -> new IOException("there is no file '%s' in it: is it an exported log?".formatted(name)));
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
