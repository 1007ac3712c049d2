package hourglass.audit.verify;

import java.util.ArrayList;
import java.util.List;

/// The verdict with its reasons, one clear line each.
public final class Report {
    private final List<String> lines = new ArrayList<>();
    private boolean refuted;
    private boolean incomplete;

    void proves(String line) {
        lines.add("✓ " + line);
    }

    void refutes(String line) {
        refuted = true;
        lines.add("✗ " + line);
    }

    void lacks(String line) {
        incomplete = true;
        lines.add("? " + line);
    }

    boolean isRefuted() {
        return refuted;
    }

    public Verdict verdict() {
        if (refuted) {
            return Verdict.REFUTED;
        }
        return incomplete ? Verdict.NOT_COMPARED : Verdict.PROVED;
    }

    public List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        all.add(
                switch (verdict()) {
                    case PROVED -> "Proved.";
                    case REFUTED -> "Refuted: this is not what the log signed. Do not rely on it.";
                    case NOT_COMPARED -> "Not compared: nothing differs, but it is not proved either.";
                });
        return all;
    }
}
