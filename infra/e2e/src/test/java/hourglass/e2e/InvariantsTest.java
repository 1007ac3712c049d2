package hourglass.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold over everything that all other journeys and faults left on the topics; runs last.
@Order(Integer.MAX_VALUE)
class InvariantsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// I02, as paths of the grant's state machine.
    private static final Pattern GRANT_PATH = Pattern.compile("Failed"
            + "|Started( Activated( Ending)?( Overdue)?( Revoked| Closed)?)?"
            + "|Started Ending( Overdue)?( Failed| Closed)?");

    private final Stack stack = Stack.running();
    private final Wire topics = stack.topics();

    @Test
    void sequencesHaveNoGapsAndEveryAskHasOneDecision() {
        topics.settled();
        for (String topic : List.of(Topics.REQUESTS, Topics.GRANTS, Topics.EXPIRIES, Topics.PEOPLE)) {
            sequences(topic)
                    .forEach((aggregate, numbers) -> assertThat(numbers)
                            .as("%s %s counts from 1 without a gap", topic, aggregate)
                            .isEqualTo(upTo(numbers.size())));
        }
        Map<String, Set<Long>> asks = new HashMap<>();
        for (Event event : topics.all(Topics.REQUESTS)) {
            JsonNode ask = json(event).path("ask");
            if (ask.isObject()) {
                asks.computeIfAbsent(event.key(), key -> new HashSet<>())
                        .add(ask.path("number").asLong());
            }
        }
        Map<String, Set<Long>> decisions = topics.all(Topics.DECISIONS).stream()
                .collect(Collectors.groupingBy(Event::key, Collectors.mapping(Event::sequence, Collectors.toSet())));
        assertThat(decisions).isEqualTo(asks);
    }

    /// However often it was asked, also when the topics were replayed.
    @Test
    void anAskIsAnsweredUnderOnePolicyByOneEvent() {
        Map<String, Set<String>> answers = topics.all(Topics.DECISIONS).stream()
                .collect(Collectors.groupingBy(
                        event -> event.causationId() + " under " + policyOf(event),
                        Collectors.mapping(Event::eventId, Collectors.toSet())));
        assertThat(answers)
                .isNotEmpty()
                .allSatisfy((ask, events) -> assertThat(events).as(ask).hasSize(1));
    }

    private static String policyOf(Event decision) {
        String digest = json(decision).at("/policy/bundleDigest").asString("");
        assertThat(digest).hasSize(64);
        return digest;
    }

    @Test
    void everyGrantIsAPathOfTheStateMachineAndNamesAnAllow() {
        Map<String, JsonNode> allows = new HashMap<>();
        for (Event event : topics.all(Topics.DECISIONS)) {
            JsonNode decision = json(event);
            if (decision.path("outcome").asString().equals("ALLOW")) {
                allows.put(event.eventId(), decision);
            }
        }
        Map<String, StringBuilder> paths = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (Event event : topics.all(Topics.GRANTS)) {
            if (seen.add(event.eventId())) {
                String step = event.type().replaceAll("^Grant|^Revocation", "");
                paths.computeIfAbsent(event.key(), key -> new StringBuilder())
                        .append(step)
                        .append(' ');
            }
            JsonNode grant = json(event).path("grant");
            if (event.type().equals("GrantStarted")) {
                JsonNode allow = requireNonNull(
                        allows.get(grant.path("decisionId").asString()), event.key() + " names no ALLOW");
                assertThat(grant.path("digest")).isEqualTo(allow.path("digest"));
            }
        }
        paths.forEach((request, path) ->
                assertThat(path.toString().strip()).as(request).matches(GRANT_PATH));
    }

    @Test
    void nobodyApprovedTheirOwnRequest() {
        for (Event event : topics.records(Topics.REQUESTS, "ApprovalRecorded")) {
            JsonNode record = json(event);
            assertThat(record.path("vote").path("person"))
                    .isNotEqualTo(record.path("ask").path("content").path("person"));
        }
    }

    @Test
    void nothingEndsAfterWhatWasGranted() {
        Map<String, JsonNode> orders = new HashMap<>();
        topics.records(Topics.REQUESTS, "GrantOrdered").forEach(event -> orders.put(event.key(), json(event)));
        for (Event event : topics.records(Topics.GRANTS, "GrantActivated")) {
            JsonNode activated = json(event);
            JsonNode order = requireNonNull(orders.get(event.key()), event.key() + " has no order");
            Instant activatedAt = micros(activated.path("activatedAt"));
            assertThat(micros(activated.path("expiresAt")))
                    .isBeforeOrEqualTo(
                            activatedAt.plusSeconds(order.path("grantedSeconds").asLong()));
            assertThat(activatedAt).isBeforeOrEqualTo(micros(order.path("startBy")));
        }
    }

    @Test
    void everyRecordIsInTheLogAndNoDeadLetterWasLeft() {
        topics.settled();
        stack.auditor().logHoldsExactly(topics);
        for (String topic : Wire.deadLetterTopics()) {
            assertThat(topics.raw(topic)).as(topic).isEmpty();
        }
    }

    private Map<String, Set<Long>> sequences(String topic) {
        return topics.all(topic).stream()
                .collect(Collectors.groupingBy(
                        event -> event.writer() + " " + event.key(),
                        Collectors.mapping(Event::sequence, Collectors.toSet())));
    }

    private static Set<Long> upTo(long n) {
        return LongStream.rangeClosed(1, n).boxed().collect(Collectors.toSet());
    }

    private static JsonNode json(Event event) {
        return JSON.readTree(event.value());
    }

    private static Instant micros(JsonNode node) {
        return Instant.EPOCH.plusNanos(node.asLong() * 1_000);
    }
}
