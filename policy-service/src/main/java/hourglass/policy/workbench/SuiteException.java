package hourglass.policy.workbench;

import hourglass.policy.Finding;

/// A case that can't be run as it is written.
final class SuiteException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    SuiteException(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
