package hourglass.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Finding;
import hourglass.policy.Repo;
import org.junit.jupiter.api.Test;

/// Commits that don't hold together are refused with the place and the reason.
class RejectionsTest {
    private static final String PAYMENTS = "policies/payments/databases.yaml";
    private static final String GUARDRAILS = "guardrails/organisation.yaml";
    private static final String PEOPLE = "directory.yaml";

    private static void refuses(Repo repo, String code, String file, int line, String word) {
        Finding finding = repo.rejection();
        assertThat(finding.code()).as(finding.toString()).isEqualTo(code);
        assertThat(finding.file()).isEqualTo(file);
        assertThat(finding.line()).as(finding.toString()).isEqualTo(line);
        assertThat(finding.reason()).contains(word);
    }

    @Test
    void namesAnUnknownKeyWithItsPlace() {
        Repo repo = Repo.seed().replace("catalog/clusters.yaml", "    service: k8s-eu", "    servise: k8s-eu");
        Finding finding = repo.rejection();
        assertThat(finding.stage()).isEqualTo("structure");
        assertThat(finding.file()).isEqualTo("catalog/clusters.yaml");
        assertThat(finding.line()).isBetween(7, 11);
        assertThat(Repo.seed()
                        .replace(GUARDRAILS, "    environment: production\nwhen:", "    enviroment: production\nwhen:")
                        .rejection()
                        .toString())
                .startsWith(
                        "guardrails/organisation.yaml:24:5  unknown-key  Unknown key 'enviroment'. Known here: type");
    }

    @Test
    void refusesAGuardrailThatGrants() {
        refuses(
                Repo.seed().replace(GUARDRAILS, "target: {} # every", "routes: []\ntarget: {} # every"),
                "unknown-key",
                GUARDRAILS,
                5,
                "routes");
    }

    @Test
    void refusesStagesOfOneIdThatDiffer() {
        Finding finding = Repo.seed()
                .replace(
                        GUARDRAILS,
                        "        name: ledger\n      role: writer",
                        "        name: ledger\n      role: reader")
                .rejection();
        assertThat(finding.code()).isEqualTo("stage-conflict");
        assertThat(finding.reason())
                .contains("'ledger-correction/security'", "'contractors-need-security/security'", "ledger/writer");
    }

    @Test
    void letsStagesOfOneIdDifferInNeed() {
        assertThat(Repo.seed().append(GUARDRAILS, """
                                kind: Guardrail
                                id: two-security
                                title: Two of them
                                target: { resource: { name: payments-eu } }
                                add: [ { stage: security, from: group:security-duty, need: 2, within: 2h } ]
                                """).set().documents()).isNotEmpty();
    }

    @Test
    void refusesAnAccountOfTwoPeople() {
        refuses(
                Repo.seed()
                        .replace(PEOPLE, "  ivan:\n    name", "  ivan:\n    accounts: { staging-db: alice }\n    name"),
                "account-twice",
                PEOPLE,
                17,
                "alice");
    }

    @Test
    void refusesAnIdentityOfTwoPeople() {
        refuses(
                Repo.seed().replace(PEOPLE, "subject: local#i1", "subject: local#a9"),
                "identity-twice",
                PEOPLE,
                17,
                "alice");
    }

    @Test
    void refusesAnObligationThatTheTypeCannotMeet() {
        refuses(
                Repo.seed()
                        .replace(
                                "policies/sre/sre.yaml",
                                "  max: 2h\nobligations: [record-session]",
                                "  max: 2h\nobligations: [escort]"),
                "obligation",
                "policies/sre/sre.yaml",
                1,
                "escort");
    }

    @Test
    void refusesAPolicyThatNamesAResourceWhichDoesNotAdmitIt() {
        refuses(
                Repo.seed().replace("policies/sre/sre.yaml", "    name: payments-*", "    name: ledger"),
                "not-admitted",
                "policies/sre/sre.yaml",
                78,
                "ledger");
    }

    @Test
    void refusesNamesThatNobodyKnows() {
        assertThat(Repo.seed()
                        .replace(PAYMENTS, "ask: group:payments-dba", "ask: group:nobody")
                        .rejection()
                        .code())
                .isEqualTo("no-group");
        assertThat(Repo.seed()
                        .replace(PEOPLE, "  engineers: [alice", "  engineers: [alise")
                        .rejection()
                        .code())
                .isEqualTo("no-person");
        assertThat(Repo.seed()
                        .replace(GUARDRAILS, "until: berlin-office", "until: berlin")
                        .rejection()
                        .code())
                .isEqualTo("calendar");
        assertThat(Repo.seed()
                        .replace(PAYMENTS, "{resource.project} is", "{resource.projekt} is")
                        .rejection()
                        .code())
                .isEqualTo("message");
        assertThat(Repo.seed()
                        .replace("calendars.yaml", "Europe/Berlin", "Europe/Berlim")
                        .rejection()
                        .code())
                .isEqualTo("calendar");
        assertThat(Repo.seed()
                        .replace("catalog/clusters.yaml", "type: cluster", "type: clutter")
                        .rejection()
                        .code())
                .isEqualTo("no-type");
        assertThat(Repo.seed()
                        .replace("catalog/clusters.yaml", "environment: production", "environment: prod")
                        .rejection()
                        .code())
                .isEqualTo("not-allowed");
    }

    @Test
    void refusesWhatGoesInCircles() {
        assertThat(Repo.seed()
                        .replace(PEOPLE, "  security: [grace]", "  security: [group:security]")
                        .rejection()
                        .code())
                .isEqualTo("group-cycle");
        assertThat(Repo.seed()
                        .replace(
                                PAYMENTS,
                                "      - stage: second-dba\n",
                                "      - stage: second-dba\n        after: security\n")
                        .rejection()
                        .code())
                .isEqualTo("after-itself");
    }

    @Test
    void refusesTwoDocumentsOfOneId() {
        refuses(
                Repo.seed().replace("policies/sre/sre.yaml", "id: cluster-admin", "id: deploy"),
                "duplicate-id",
                "policies/sre/sre.yaml",
                23,
                "platform.yaml:30");
    }

    @Test
    void refusesFactsThatNothingSupplies() {
        refuses(
                Repo.seed().replace("facts.yaml", "      team: string\n", "      team: string\n      shoeSize: int\n"),
                "not-supplied",
                "facts.yaml",
                48,
                "shoeSize");
    }

    @Test
    void refusesARepositoryWithoutSettingsOrFacts() {
        assertThat(Repo.seed().without("hourglass.yaml").rejection().code()).isEqualTo("no-settings");
        assertThat(Repo.seed().without("facts.yaml").rejection().code()).isEqualTo("no-facts");
    }

    @Test
    void refusesDurationsOutOfOrder() {
        assertThat(Repo.seed()
                        .replace(PAYMENTS, "  min: 15m\n  default: 2h", "  min: 3h\n  default: 2h")
                        .rejection()
                        .code())
                .isEqualTo("duration");
    }
}
