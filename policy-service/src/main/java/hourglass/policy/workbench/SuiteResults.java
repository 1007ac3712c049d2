package hourglass.policy.workbench;

import hourglass.policy.Finding;
import java.util.List;

/// What came of running suites.
///
/// @param cases how many checks ran, rows and steps counted one each
/// @param findings failed checks and what can't be run, in the order of the files; stage `tests`
/// @param coverage what the cases have seen
public record SuiteResults(int cases, List<Finding> findings, Coverage coverage) {

    public SuiteResults {
        findings = List.copyOf(findings);
    }

    /// Whether something ran and nothing failed: a run in which nothing ran is no pass.
    public boolean passed() {
        return cases > 0 && findings.isEmpty();
    }
}
