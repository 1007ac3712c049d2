package hourglass.policy.consumes;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.Ask;
import hourglass.events.AskCause;
import hourglass.policy.Asks;
import hourglass.policy.Basis;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AskTranslationTest {
    private static final Ask OPEN = Asks.of("alice", "payments-dev", "reader", Instant.parse("2026-11-24T09:00:00Z"))
            .ask(AskCause.POLICY);

    @Test
    void readsWhatTheAccessRestsOn() {
        Ask live = Ask.newBuilder(OPEN)
                .setPhase(hourglass.events.Phase.ACTIVE)
                .setBasis(new hourglass.events.Basis("watched/at-once", true))
                .build();

        assertThat(AskTranslation.of(live).basis()).isEqualTo(new Basis("watched/at-once", true));
        assertThat(AskTranslation.of(live).basis())
                .isNotNull()
                .extracting(Basis::policy)
                .isEqualTo("watched");
    }

    @Test
    void takesAnAskWithoutABasisAsItIs() {
        assertThat(AskTranslation.of(OPEN).basis()).isNull();
    }
}
