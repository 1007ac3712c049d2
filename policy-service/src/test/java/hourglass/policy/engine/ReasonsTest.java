package hourglass.policy.engine;

import static hourglass.policy.AnAsk.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.AnAsk;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Condition;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Decision.Truth;
import hourglass.policy.Explanation;
import hourglass.policy.PolicySet;
import hourglass.policy.Repo;
import org.junit.jupiter.api.Test;

/// What a decision says of its conditions, and what it keeps to itself.
class ReasonsTest {
    private static final PolicySet SEED = Repo.seed().set();

    private static AnAsk debugging() {
        return AnAsk.of("alice", "payments-eu", "debugger");
    }

    private static Condition condition(Decision decision, String name) {
        return decision.conditions().stream()
                .filter(condition -> condition.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void explainsEachConditionWithWhatItReadAndWhere() {
        Decision decision = AnAsk.of("kim", "payments-staging", "reader").decidedBy(SEED);

        Condition condition = condition(decision, "payments-staging/on-the-project");
        assertThat(condition.result()).isEqualTo(Truth.FALSE);
        assertThat(condition.message()).isEqualTo("payments is not one of your projects.");
        assertThat(condition.at()).isEqualTo("policies/payments/databases.yaml:13");
        assertThat(condition.valuesJson())
                .isEqualTo("{\"requester.projects\":[\"search\"],\"resource.project\":\"payments\"}");
        assertThat(decision.inputsJson()).contains("\"requester.projects\":[\"search\"]");
    }

    @Test
    void hidesSensitiveValuesInReasonsAndKeepsThemAmongTheInputs() {
        Decision decision =
                AnAsk.of("alice", "payments-eu", "reader").because("short").decidedBy(SEED);

        assertThat(condition(decision, "payments-read/purpose").valuesJson())
                .isEqualTo("{\"request.reason\":\"hidden\"}");
        assertThat(decision.inputsJson()).contains("\"request.reason\":\"short\"");
    }

    @Test
    void hidesSensitiveValuesInMessagesOfConditionsThatDoNotReadThem() {
        PolicySet set = Repo.seed()
                .replace(
                        "policies/payments/databases.yaml",
                        "message: Name the incident.",
                        "message: \"No incident for a {request.role}: {request.reason}\"")
                .set();

        Decision decision = debugging()
                .ticket("CHG-1")
                .because("Alice's card 4711 is stuck")
                .decidedBy(set);

        assertThat(condition(decision, "payments-debug/incident").message())
                .isEqualTo("No incident for a debugger: hidden");
    }

    @Test
    void escapesWhatPeopleTypeIntoMessages() {
        PolicySet set = Repo.seed()
                .replace(
                        "policies/payments/databases.yaml",
                        "message: Name the incident.",
                        "message: \"No incident: {request.ticket}\"")
                .set();

        Decision decision =
                debugging().ticket("\u202ex\r\n\u001b[31m" + "y".repeat(300)).decidedBy(set);

        assertThat(condition(decision, "payments-debug/incident").message())
                .startsWith("No incident: \\u202ex\\u000d\\u000a\\u001b[31my")
                .hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void tellsWhatWouldPass() {
        Explanation explained = SEED.explain(debugging().lasting("PT3H").ask(), AnAsk.POLICY);
        assertThat(explained.wouldPass()).first().satisfies(pass -> {
            assertThat(pass.change()).containsEntry("duration", "PT2H");
            assertThat(pass.outcome()).isEqualTo(Outcome.REVIEW);
        });

        Explanation stale = SEED.explain(
                debugging().lasting("PT3H").signedInAt(TEN.minusSeconds(1_200)).ask(), AnAsk.POLICY);
        assertThat(stale.wouldPass())
                .first()
                .satisfies(pass -> assertThat(pass.change()).containsOnlyKeys("duration", "session"));
        assertThat(SEED.explain(debugging().ask(), AnAsk.POLICY).wouldPass()).isEmpty();
    }
}
