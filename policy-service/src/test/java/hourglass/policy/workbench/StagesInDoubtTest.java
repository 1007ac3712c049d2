package hourglass.policy.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Repo;
import org.junit.jupiter.api.Test;

/// What becomes of a stage when nobody knows whom `from` or `otherwise` asks.
class StagesInDoubtTest {
    private static final String POLICY = "policies/payments/databases.yaml";
    private static final String LEAD = "from: lead-of:requester.team\n        need: 1\n        within: 1h";
    private static final String MANAGER = "from: manager-of:requester\n        need: 1\n        within: 1h";

    private static SuiteResults run(Repo repo, String steps) {
        repo.files().keySet().removeIf(path -> path.endsWith(".test.yaml"));
        return Suites.run(repo.put("policies/payments/doubt.test.yaml", """
                        kind: Suite
                        id: doubt
                        title: Stages whose people nobody knows
                        given:
                          now: 2026-11-24T10:00:00+01:00
                          requester: alice
                          resource: payments-staging
                          request: { role: owner, duration: 1h, reason: Try out a new schema }
                        cases:
                          - it: is in doubt
                            steps:
                        """ + steps.indent(6))
                .files());
    }

    @Test
    void countsNobodyOfOtherwiseWhileNobodyKnowsWhomFromNames() {
        Repo repo = Repo.seed().replace(POLICY, LEAD, MANAGER);

        SuiteResults results = run(repo, """
                - given: { requester.manager: null }
                  then: { decision: HOLD, cause: undecided }
                - approve: carol
                  as: team-lead
                  then: { decision: HOLD, vote: not-asked }
                """);

        assertThat(results.findings()).isEmpty();
        assertThat(results.passed()).isTrue();
    }

    @Test
    void keepsTheWholeWindowOfThoseItKnowsWhileNobodyKnowsWhomOtherwiseNames() {
        Repo repo = Repo.seed()
                .replace(
                        POLICY,
                        "ask: group:payments-dba\n          within: 1h",
                        "ask: manager-of:requester\n          within: 1h");

        SuiteResults results = run(repo, """
                - then: { decision: REVIEW, open: [team-lead] }
                - wait: 90m
                  given: { requester.manager: null }
                  approve: bob
                  as: team-lead
                  then: { decision: ALLOW, vote: counted }
                """);

        assertThat(results.findings()).isEmpty();
        assertThat(results.passed()).isTrue();
    }
}
