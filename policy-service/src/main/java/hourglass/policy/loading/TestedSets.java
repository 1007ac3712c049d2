package hourglass.policy.loading;

import hourglass.policy.Finding;
import hourglass.policy.Loading;
import hourglass.policy.engine.CompiledPolicySet;
import hourglass.policy.workbench.SuiteResults;
import hourglass.policy.workbench.Suites;
import java.util.List;
import java.util.SortedMap;

/// Builds sets by the engine, and holds them against their own suites: a set that doesn't do what its authors wrote
/// down is not used.
public final class TestedSets implements SetBuilder {
    private static final Finding NOTHING_RAN = new Finding(
            "tests",
            "nothing-ran",
            "The repository has no suite with a case: write a *.test.yaml beside the policies.",
            null,
            null,
            null);

    @Override
    public Loading build(SortedMap<String, byte[]> files, boolean suites) {
        Loading loading = hourglass.policy.engine.PolicySets.load(files);
        return suites && loading instanceof Loading.Accepted(CompiledPolicySet set) ? tested(set) : loading;
    }

    private static Loading tested(CompiledPolicySet set) {
        SuiteResults results = Suites.run(set);
        if (results.passed()) {
            return new Loading.Accepted(set);
        }
        return new Loading.Rejected(results.findings().isEmpty() ? List.of(NOTHING_RAN) : results.findings());
    }
}
