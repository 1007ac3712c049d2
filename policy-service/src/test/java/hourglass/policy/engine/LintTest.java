package hourglass.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Finding;
import hourglass.policy.Repo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
    private static List<String> codes(Repo repo) {
        return repo.set().warnings().stream().map(Finding::code).toList();
    }

    @Test
    void findsNothingInTheSeed() {
        assertThat(Repo.seed().set().warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "request.ticket.matches('INC-[0-9]+') ; unanchored",
                "request.ticket.matches('^INC|CHG$') ; unanchored",
                "request.ticket.matches('^INC$|^CHG$') ;",
                "request.ticket.matches('^(INC|CHG)-[0-9]+$') ;",
                "1 < 2 ; constant",
                "request.role == 'x' && request.reason == 'y' ; split",
                "request.role == 'x' || request.reason == 'y' ;",
            })
    void looksAtConditions(String expression, String code) {
        Repo repo = Repo.seed()
                .replace(
                        "policies/platform/platform.yaml",
                        "engineer: \"'engineers' in requester.groups\"",
                        "engineer: \"" + expression + "\"");

        assertThat(codes(repo)).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void findsWhatHoldsWithoutAMessage() {
        assertThat(codes(Repo.seed()
                        .replace("policies/payments/databases.yaml", "    message: Name the incident.\n", "")))
                .containsExactly("no-message");
    }

    @Test
    void findsRoutesThatAreNeverTaken() {
        assertThat(codes(Repo.seed()
                        .replace(
                                "policies/platform/platform.yaml",
                                "    if:\n      short: request.duration <= duration('4h')\n",
                                "")))
                .containsExactly("unreachable");
    }

    @Test
    void findsStagesThatNobodyGetsThrough() {
        assertThat(codes(Repo.seed().replace("policies/sre/sre.yaml", "        need: 2\n", "        need: 3\n")))
                .containsExactly("too-few");
    }

    @Test
    void findsDocumentsThatSpeakAboutNothing() {
        assertThat(codes(Repo.seed()
                        .replace("guardrails/organisation.yaml", "    sensitivity: high", "    sensitivity: top")))
                .containsExactly("never-matches");
    }

    @Test
    void findsProductionThatIsOpenToEverybody() {
        assertThat(codes(Repo.seed().replace("policies/sre/sre.yaml", """
                                when:
                                  on-call:
                                    expr: resource.service in requester.onCallFor
                                    message: You are not on call for {resource.service}.
                                """, ""))).containsExactly("open-production");
    }

    @Test
    void findsOwnersOfNothing() {
        assertThat(codes(Repo.seed()
                        .replace(
                                "hourglass.yaml",
                                "  policies/sre/:",
                                "  policies/search/: group:platform\n  policies/sre/:")))
                .containsExactly("idle-owner");
    }

    @Test
    void findsOwnersThatOverlap() {
        Repo repo = Repo.seed()
                .replace(
                        "hourglass.yaml",
                        "  policies/sre/:",
                        "  policies/sre/reserve/: group:platform\n  policies/sre/:");

        assertThat(codes(repo)).containsExactlyInAnyOrder("idle-owner", "overlapping-owners");
    }

    @Test
    void findsStagesThatBreakingTheGlassDoesNotGetAround() {
        Repo repo =
                Repo.seed().append("guardrails/organisation.yaml", guardrail("pair-of-eyes", "breakGlass: exempt\n"));
        assertThat(codes(repo)).as("waived, and nobody asks for it").isEmpty();

        repo.append("guardrails/organisation.yaml", guardrail("eyes-again", ""));
        assertThat(repo.set().warnings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("stage-behind-glass");
            assertThat(finding.reason()).contains("'pair-of-eyes/eyes'", "'eyes-again/eyes'", "payments-eu/debugger");
        });
    }

    private static String guardrail(String id, String exempt) {
        return """
                kind: Guardrail
                id: %s
                title: Somebody looks over the shoulder
                %starget:
                  resource:
                    name: payments-eu
                  role: debugger
                add:
                  - stage: eyes
                    from: group:security-duty
                    need: 1
                    within: 2h
                """.formatted(id, exempt);
    }
}
