package hourglass.policy.engine.yaml;

import hourglass.policy.Finding;

/// A file that can't be read as policy documents; it ends the loading of its commit.
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    UnreadableException(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    /// What is wrong and where.
    public Finding finding() {
        return finding;
    }
}
