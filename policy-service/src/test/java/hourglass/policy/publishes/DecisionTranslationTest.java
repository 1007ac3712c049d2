package hourglass.policy.publishes;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.AccessDecided;
import hourglass.events.AskCause;
import hourglass.events.ConditionPart;
import hourglass.events.DecisionCause;
import hourglass.events.DriftAction;
import hourglass.events.Mend;
import hourglass.events.Outcome;
import hourglass.events.Truth;
import hourglass.events.VoteOutcome;
import hourglass.policy.Decision;
import hourglass.policy.Decisions;
import hourglass.policy.Resource;
import hourglass.policy.deciding.ReceivedAsk;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DecisionTranslationTest {
    private static final ReceivedAsk ASKED = new ReceivedAsk(Decisions.ask(), new UUID(1, 2), 100);

    @Test
    void carriesWhatWasDecided() {
        Decision allow = Decisions.allow();
        AccessDecided event = DecisionTranslation.of(allow, Metas.ofDecision(new UUID(3, 4), ASKED), "signed");

        assertThat(event.getMeta().getSequence()).isEqualTo(2);
        assertThat(event.getMeta().getAggregate()).isEqualTo(Decisions.content().requestId());
        assertThat(event.getMeta().getOccurredAt()).isEqualTo(Decisions.NOON);
        assertThat(event.getMeta().getCausationId()).contains(new UUID(1, 2));
        assertThat(event.getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(event.getBinding())
                .hasValueSatisfying(
                        binding -> assertThat(binding.getEntitlements()).containsExactly("payments_staging_reader"));
        assertThat(event.getAllowance()).contains("signed");
        assertThat(event.getInputs()).isEqualTo("{\"request.role\":\"reader\"}");
        assertThat(event.getConditions().getFirst().getValues()).isEqualTo("{\"requester.projects\":[\"payments\"]}");
        assertThat(event.getResultDigest()).isEqualTo(allow.resultDigest()).hasSize(64);
    }

    @Test
    void leavesOutWhatADenialHasNot() {
        AccessDecided event = DecisionTranslation.of(Decisions.deny(), Metas.ofDecision(new UUID(3, 4), ASKED), null);

        assertThat(event.getCause()).contains(DecisionCause.NOT_ELIGIBLE);
        assertThat(event.getAllowance()).isEmpty();
        assertThat(event.getBinding()).isEmpty();
        assertThat(event.getGrantedSeconds()).isEmpty();
        assertThat(event.getWay()).isEmpty();
    }

    @Test
    void hasAWordOfTheContractForEachOfPolicys() {
        assertSameWords(Decision.Outcome.class, Outcome.class);
        assertSameWords(Decision.Cause.class, DecisionCause.class);
        assertSameWords(Decision.Mend.class, Mend.class);
        assertSameWords(Decision.Part.class, ConditionPart.class);
        assertSameWords(Decision.Truth.class, Truth.class);
        assertSameWords(Decision.VoteOutcome.class, VoteOutcome.class);
        assertSameWords(hourglass.policy.AskCause.class, AskCause.class);
        assertSameWords(Resource.Drift.class, DriftAction.class);
    }

    private static void assertSameWords(Class<? extends Enum<?>> policys, Class<? extends Enum<?>> contracts) {
        assertThat(Arrays.stream(contracts.getEnumConstants()).map(Enum::name).filter(name -> !name.equals("UNKNOWN")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(policys.getEnumConstants())
                        .map(Enum::name)
                        .filter(name -> !name.equals("UNKNOWN"))
                        .toList());
    }
}
