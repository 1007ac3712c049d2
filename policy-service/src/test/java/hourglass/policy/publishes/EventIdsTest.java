package hourglass.policy.publishes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private static final UUID ASK = UUID.fromString("0193a5e2-7c41-7b0e-9d53-2f6a1c9e8b04");

    @Test
    void areOfVersionEight() {
        UUID id = EventIds.ofDecision(ASK, "b".repeat(64));

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void areTheSameForTheSameAskAndSetOnly() {
        assertThat(EventIds.ofDecision(ASK, "b"))
                .isEqualTo(EventIds.ofDecision(ASK, "b"))
                .isNotEqualTo(EventIds.ofDecision(ASK, "c"))
                .isNotEqualTo(EventIds.ofDecision(new UUID(1, 2), "b"));
    }
}
