package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.e2e.Client.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What must not work: each refusal is clear, has no effect, and is in the log.
class RefusalsTest {
    private static final List<String> NO_DURATIONS = List.of(
            "0s",
            "PT0S",
            "-1m",
            "PT-1M",
            "25h",
            "PT1.5S",
            "2147483648s",
            "9223372036854775807s",
            "99999999999999h",
            "PT99999999999999H",
            "P106751991168D",
            "1e3s",
            "soon",
            "");

    private final Stack stack = Stack.running();

    @Test
    void aDenialNamesTheConditionAndWhereItStands() {
        Answer denied = stack.access("kim").ask("payments-staging", "reader", "5m", "not on the project");
        assertThat(denied.state()).isEqualTo("DENIED");
        assertThat(denied.body().path("decision").path("reasons").toString())
                .contains("on-the-project", "not-met", "policies/payments/databases.yaml:");
    }

    @Test
    void aHoldSaysHowToMendIt() {
        Answer held = stack.access("alice").ask("payments-dev", "writer", "9h", "longer than anybody may");
        assertThat(held.state()).as("%s", held.body()).isEqualTo("HELD");
        assertThat(held.body().path("decision").path("failed").toString()).contains("baseline/duration");
        assertThat(stack.access("alice")
                        .act(held.text("/id"), "cancel", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nobodyApprovesTheirOwnRequestByAnyIdentity() {
        Access alice = stack.access("alice");
        Answer asked = alice.ask("payments-staging", "owner", "1m", "mine to approve?");
        String id = asked.text("/id");

        Answer own = alice.approve(asked, "yes");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.text("/type")).isEqualTo("/problems/own-request");
        Answer second = stack.access("alice-admin").approve(asked, "yes");
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.text("/type")).isEqualTo("/problems/own-request");

        assertThat(alice.view(id).state()).isEqualTo("IN_REVIEW");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stack.topics().records("hourglass.people", "AttemptRefused"))
                        .anySatisfy(record -> {
                            assertThat(record.key()).isEqualTo("alice");
                            assertThat(record.value()).contains(id, "/problems/own-request");
                        }));
        assertThat(alice.act(id, "cancel", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void whoIsNotAskedCantVoteAndWhoIsNotConcernedSeesNothing() {
        Answer asked = stack.access("alice").ask("payments-staging", "owner", "1m", "for the lead only");
        Answer byCarol = stack.access("kim").approve(asked, "why not");
        assertThat(byCarol.status()).isIn(403, 404);
        assertThat(stack.access("kim").view(asked.text("/id")).status()).isEqualTo(404);
        stack.access("alice").act(asked.text("/id"), "cancel", Map.of());
    }

    @Test
    void aRefusalByTheLeadEndsTheRequest() {
        Answer asked = stack.access("alice").ask("payments-staging", "owner", "1m", "please say no");
        Access bob = stack.access("bob");
        Answer refused = bob.refuse(bob.view(asked.text("/id")), "not today");
        assertThat(refused.status()).isEqualTo(200);
        Answer denied = stack.access("alice").awaitState(asked.text("/id"), "DENIED");
        assertThat(denied.text("/decision/cause")).isEqualToIgnoringCase("refused");
    }

    @Test
    void badInputHasNoEffect() {
        Access alice = stack.access("alice");
        Map<String, Object> good =
                Client.body("resource", "payments-staging", "role", "reader", "duration", "1m", "reason", "x");
        assertThat(alice.submit(with(good, "state", "ACTIVE")).status()).isEqualTo(400);
        assertThat(alice.submit(with(good, "approvals", "bob")).status()).isEqualTo(400);
        assertThat(alice.submit(with(good, "resource", "no-such")).status()).isEqualTo(422);
        assertThat(alice.submit(with(good, "role", "god")).status()).isEqualTo(422);
        assertThat(alice.submit(with(good, "reason", "x".repeat(1_000_000))).status())
                .isIn(413, 422);
        Answer malformed = alice.client()
                .postRaw(
                        stack.request("/v1/requests"), "{\"resource\":", "Idempotency-Key", "\"malformed-0000000001\"");
        assertThat(malformed.status()).isEqualTo(400);
    }

    @Test
    void aDurationThatIsNoneIsRefusedAndNothingIsAskedFor() {
        Access alice = stack.access("alice");
        String reason = "for no time " + UUID.randomUUID();
        Map<String, Object> good =
                Client.body("resource", "payments-staging", "role", "reader", "duration", "1m", "reason", reason);
        for (String duration : NO_DURATIONS) {
            Answer answer = alice.submit(with(good, "duration", duration));
            assertThat(answer.status()).as(duration).isEqualTo(422);
            assertThat(answer.text("/errors/0/pointer")).as(duration).isEqualTo("/duration");
        }
        stack.topics().settled();
        assertThat(stack.topics().records("hourglass.requests", "AccessRequested"))
                .noneMatch(record -> record.value().contains(reason));
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        changed.put(name, value);
        return changed;
    }
}
