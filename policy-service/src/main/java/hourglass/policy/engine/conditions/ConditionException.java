package hourglass.policy.engine.conditions;

import hourglass.policy.Finding;

/// An expression or a message that can't be used; it ends the loading of its commit.
public final class ConditionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    ConditionException(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    /// What is wrong and where.
    public Finding finding() {
        return finding;
    }
}
