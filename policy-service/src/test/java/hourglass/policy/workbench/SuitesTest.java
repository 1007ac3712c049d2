package hourglass.policy.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Decision.Truth;
import hourglass.policy.Finding;
import hourglass.policy.Repo;
import org.junit.jupiter.api.Test;

class SuitesTest {
    private static final String FILE = "policies/payments/databases.test.yaml";

    @Test
    void saysWhatWasWantedAndWhatCame() {
        SuiteResults results = Suites.run(Repo.seed()
                .replace(FILE, "      asked: [bob]\n      missing: 1", "      asked: [carol]\n      missing: 2")
                .files());

        assertThat(results.passed()).isFalse();
        assertThat(results.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.stage()).isEqualTo("tests");
            assertThat(finding.file()).isEqualTo(FILE);
            assertThat(finding.line()).isEqualTo(25);
            assertThat(finding.reason()).contains("asked: wanted [carol], got [bob]; missing: wanted 2, got 1");
        });
    }

    @Test
    void failsEachKindOfExpectationThatIsNotMet() {
        for (String[] change : new String[][] {
            {"policy: payments-debug/usual", "policy: payments-debug/on-call"},
            {"notAfter: 2026-11-24T18:00:00+01:00", "notAfter: 2026-11-24T19:00:00+01:00"},
            {"      max: 2h\n      notAfter", "      max: 1h\n      notAfter"},
            {"obligations: [record-session]", "obligations: []"},
            {"then: { vote: not-open }", "then: { vote: counted }"},
            {
                "cause, failed, unknown]\n    rows:\n      - [CHG-7, 3h, 2026-11-24T09:45:00+01:00, [payments], [], HOLD, requirement",
                "cause, failed, unknown]\n    rows:\n      - [CHG-7, 3h, 2026-11-24T09:45:00+01:00, [payments], [], HOLD, undecided"
            },
        }) {
            assertThat(Suites.run(Repo.seed()
                                    .replace(FILE, change[0], change[1])
                                    .files())
                            .findings())
                    .as(change[1])
                    .hasSize(1);
        }
    }

    @Test
    void takesARunInWhichNothingRanForAFailure() {
        Repo repo = Repo.seed();
        repo.files().keySet().removeIf(path -> path.endsWith(".test.yaml"));

        SuiteResults results = Suites.run(repo.files());

        assertThat(results.cases()).isZero();
        assertThat(results.findings()).isEmpty();
        assertThat(results.passed()).isFalse();
    }

    @Test
    void refusesFactsAndNamesThatDoNotExist() {
        assertThat(Suites.run(Repo.seed()
                                .replace(
                                        FILE,
                                        "requester.holds: []\n  requester.overdueReviews: 0\n  resource: payments-eu",
                                        "requester.shoes: []\n  requester.overdueReviews: 0\n  resource: payments-eu")
                                .files())
                        .findings())
                .first()
                .extracting(Finding::code)
                .isEqualTo("suite");
        assertThat(Suites.run(Repo.seed()
                                .replace(FILE, "      requester: bob\n", "      requester: bop\n")
                                .files())
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.reason()).contains("'bop'"));
    }

    @Test
    void refusesACommitThatCannotBeBuilt() {
        SuiteResults results =
                Suites.run(Repo.seed().put("evil.yaml", "kind: [").files());

        assertThat(results.passed()).isFalse();
        assertThat(results.findings()).extracting(Finding::code).containsExactly("not-yaml");
    }

    @Test
    void seesWhatNoCaseHasSeen() {
        Coverage coverage = Suites.run(
                        Repo.seed().append("policies/sre/sre.yaml", """
                kind: AccessPolicy
                id: untested
                title: Untested
                target: { resource: { type: cluster }, role: deployer }
                when: { late: "request.continues > duration('1000h')" }
                routes: [ { id: never, approve: [ { stage: nobody, from: group:sre, need: 1 } ] } ]
                """).files())
                .coverage();

        assertThat(coverage.never(Truth.TRUE)).containsExactly("untested/late");
        assertThat(coverage.routesNotTaken()).containsExactly("untested/never");
        assertThat(coverage.stagesNotOpened()).containsExactly("untested/nobody");
    }
}
