package hourglass.audit.verify;

/// What a check came to. Only the first is good news.
public enum Verdict {
    /// All of it was compared with a signed checkpoint that was kept elsewhere, or with a key given from outside.
    PROVED(0),
    /// Something differs from what was signed.
    REFUTED(3),
    /// Nothing differs, but something needed for a proof is missing: an anchor, a key, any entry at all.
    NOT_COMPARED(6);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /// The process exit code for it.
    public int exitCode() {
        return exitCode;
    }
}
