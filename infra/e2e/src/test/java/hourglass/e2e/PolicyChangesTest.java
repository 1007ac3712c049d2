package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.e2e.Client.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The newest accepted commit decides, whatever held when somebody asked.
class PolicyChangesTest {
    /// Denies the owner role from a day on that the example's suites don't reach: a commit that breaks a suite would
    /// be refused.
    private static final String FREEZE = """
            kind: Guardrail
            id: e2e-freeze
            title: Nothing here while the test says so
            target:
              resource:
                name: payments-staging
              role: owner
            deny:
              frozen:
                expr: now > timestamp('2026-11-25T00:00:00Z')
                message: This is frozen.
            """;

    private final Stack stack = Stack.running();

    @Test
    void aCommitThatTightensBetweenSubmissionAndLastVoteDenies() {
        Access alice = stack.access("alice");
        Answer asked = alice.ask("payments-staging", "owner", "1m", "asked before the freeze");
        try (PolicyCommit freeze = stack.policies().commit("guardrails/e2e.yaml", FREEZE)) {
            assertThat(freeze.accepted()).isTrue();
            Access bob = stack.access("bob");
            bob.approve(asked, "too late");
            Answer denied = alice.awaitState(asked.text("/id"), "DENIED");
            assertThat(denied.body().path("decision").path("failed").toString()).contains("e2e-freeze/frozen");
            assertThat(denied.text("/decision/policyCommit")).isEqualTo(freeze.commit());
        }
    }

    @Test
    void aCommitThatTightensBetweenOrderAndActivationEndsTheGrant() {
        Access dave = stack.access("dave");
        stack.kill("production-db");
        Answer ordered;
        try {
            ordered = dave.awaitState(
                    dave.ask("payments-eu", "reader", "1m", "its target is away when it is ordered")
                            .text("/id"),
                    "ORDERED");
            String freezeProduction = FREEZE.replace("payments-staging", "payments-eu")
                    .replace("role: owner", "role: reader\nwhen:\n  reliability: requester.team == 'sre'");
            try (PolicyCommit freeze = stack.policies().commit("guardrails/e2e.yaml", freezeProduction)) {
                assertThat(freeze.accepted()).isTrue();
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(stack.topics().types("hourglass.requests", ordered.text("/id")))
                                .contains("EndRequested"));
            }
        } finally {
            stack.start("production-db");
        }
        dave.awaitState(ordered.text("/id"), "FAILED", "ENDED");
        assertThat(stack.topics().types("hourglass.grants", ordered.text("/id")))
                .doesNotContain("GrantActivated");
        assertThat(stack.mayRead("production-db", "payments_eu", "dave")).isFalse();
    }

    @Test
    void aCommitThatDoesNotHoldTogetherIsRefusedWithItsPlaceAndTheRestGoesOn() {
        try (PolicyCommit broken =
                stack.policies().commit("guardrails/e2e.yaml", FREEZE.replace("now >", "no_such >"))) {
            assertThat(broken.accepted()).isFalse();
            assertThat(stack.topics().records("hourglass.policies", "PolicySetRejected"))
                    .anySatisfy(record -> assertThat(record.value())
                            .contains(broken.commit(), "guardrails/e2e.yaml", "\"line\": 10"));
            Answer asked = stack.access("alice").ask("payments-staging", "reader", "2s", "the last good set decides");
            assertThat(asked.text("/decision/outcome")).isEqualTo("ALLOW");
        }
    }
}
