package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.e2e.Client.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Parts that die or hang when access is due to end: it ends all the same, and nothing claims that it did before it
/// has.
class FaultsTest {
    private final Stack stack = Stack.running();
    private final Access alice = stack.access("alice");
    private final Access dave = stack.access("dave");

    @Test
    void grantServiceKilledAcrossAnExpiryEndsTheAccessWhenItIsBack() {
        Answer active = alice.active("payments-staging", "reader", "4s", "killed at its end");
        Instant expiresAt = Instant.parse(active.text("/grant/expiresAt"));
        stack.kill("grant-service");
        await().until(() -> stack.clock().instant().isAfter(expiresAt));
        assertThat(stack.mayRead("staging-db", "payments_staging", "alice")).isTrue();
        stack.start("grant-service");
        alice.awaitState(active.text("/id"), "ENDED");
        assertThat(stack.mayRead("staging-db", "payments_staging", "alice")).isFalse();
    }

    @Test
    void accessEndsOnTimeWhileKafkaIsStopped() {
        Answer active = alice.active("payments-staging", "reader", "6s", "no broker at its end");
        Instant expiresAt = Instant.parse(active.text("/grant/expiresAt"));
        stack.kill("kafka");
        try {
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !stack.mayRead("staging-db", "payments_staging", "alice"));
            assertThat(stack.clock().instant()).isBetween(expiresAt, expiresAt.plusSeconds(5));
        } finally {
            stack.start("kafka");
        }
        alice.awaitState(active.text("/id"), "ENDED");
    }

    @Test
    void aTargetThatIsDownMakesItsGrantOverdueAndHoldsUpNobodyElse() {
        Answer lost = dave.active("payments-eu", "reader", "8s", "its target goes away in between");
        Answer other = alice.active("payments-staging", "reader", "8s", "on the other target");
        Instant otherExpires = Instant.parse(other.text("/grant/expiresAt"));
        stack.kill("production-db");
        try {
            Answer ended = alice.awaitState(other.text("/id"), "ENDED");
            assertThat(Instant.parse(ended.text("/grant/endedAt")))
                    .isBetween(otherExpires, otherExpires.plusSeconds(5));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(stack.as("frank")
                                    .get(stack.grant("/v1/grants/" + lost.text("/id")))
                                    .state())
                            .isEqualTo("OVERDUE"));
            assertThat(dave.view(lost.text("/id")).state()).isNotEqualTo("ENDED");
        } finally {
            stack.start("production-db");
        }
        dave.awaitState(lost.text("/id"), "ENDED");
        assertThat(stack.mayRead("production-db", "payments_eu", "dave")).isFalse();
        assertThat(stack.topics().types("hourglass.grants", lost.text("/id")))
                .containsSubsequence("GrantActivated", "RevocationOverdue", "GrantRevoked");
    }

    @Test
    void aRevocationNeedsNoRegistry() {
        Answer active = alice.active("payments-staging", "reader", "5s", "no registry at its end");
        stack.kill("registry");
        try {
            alice.awaitState(active.text("/id"), "ENDED");
        } finally {
            stack.start("registry");
        }
    }

    @Test
    void overlappingGrantsOfOneEntitlementEndWithTheLast() throws SQLException {
        Answer first = alice.active("payments-staging", "reader", "4s", "the shorter one");
        Answer second = alice.active("payments-staging", "reader", "12s", "the longer one");
        Answer ended = alice.awaitState(first.text("/id"), "ENDED");
        assertThat(Instant.parse(ended.text("/grant/endedAt")))
                .isBefore(Instant.parse(second.text("/grant/expiresAt")));
        try (TargetLogin open = stack.login("staging-db", "payments_staging", "alice")) {
            assertThat(open.read("SELECT count(*) FROM app.payment")).isNotEmpty();
        }
        alice.awaitState(second.text("/id"), "ENDED");
        assertThat(stack.mayRead("staging-db", "payments_staging", "alice")).isFalse();
    }
}
