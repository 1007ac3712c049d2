package hourglass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import hourglass.events.AccessDecided;
import hourglass.events.AccessRequested;
import hourglass.events.Ask;
import hourglass.events.AskCause;
import hourglass.events.DecisionCause;
import hourglass.events.Outcome;
import hourglass.events.PolicySetAccepted;
import hourglass.events.StageWindow;
import hourglass.events.Topics;
import hourglass.events.VoteOutcome;
import hourglass.messaging.Publisher;
import hourglass.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;

/// From asks to decisions, on a real broker and registry, by the seed's policies.
class DecidingTest {
    private static final String OWNER = "payments-staging-owner/team-lead";

    @BeforeAll
    static void decideByTheSeed() {
        Running.accept(SeedPolicies.files());
    }

    @Test
    void answersEveryKindOfAskWithTheNumberOfTheAskAndASignedAllowance() throws Exception {
        Asks first = Asks.of("alice", "payments-staging", "owner", now());
        Running.INSTANCE.send(first);
        AccessDecided review = decision(first, 1);
        assertThat(review.getOutcome()).isEqualTo(Outcome.REVIEW);
        assertThat(review.getMissing()).isEqualTo(1);
        assertThat(review.getStages()).singleElement().satisfies(stage -> {
            assertThat(stage.getStage()).isEqualTo(OWNER);
            assertThat(stage.getAsked()).containsExactly("bob");
        });

        Asks second = first.next(now(), List.of(new StageWindow(OWNER, first.askedAt())))
                .approvedBy("bob", "b1", OWNER);
        send(second, second.approval());
        AccessDecided allow = decision(first, 2);
        assertThat(allow.getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(allow.getVotes()).extracting(vote -> vote.getOutcome()).containsExactly(VoteOutcome.COUNTED);
        assertThat(allow.getMeta().getEventId().version()).isEqualTo(8);
        JWSObject allowance = JWSObject.parse(allow.getAllowance().orElseThrow());
        assertThat(allowance.verify(new ECDSAVerifier((ECPublicKey) Running.KEYS.getPublic())))
                .isTrue();
        assertThat(allowance.getPayload().toJSONObject())
                .containsEntry("jti", allow.getMeta().getEventId().toString())
                .containsEntry("digest", allow.getDigest())
                .containsEntry("person", "alice")
                .containsEntry("target", "staging-db");

        Asks third = second.next(now(), second.windows());
        send(third, third.evaluation(AskCause.RETRY));
        assertThat(decision(first, 3).getAskCause()).isEqualTo(AskCause.RETRY);
    }

    @Test
    void deniesOwnApprovalByAnyIdentity() {
        Asks first = Asks.of("alice", "payments-staging", "owner", now());
        Running.INSTANCE.send(first);
        decision(first, 1);
        Asks own = first.next(now(), List.of(new StageWindow(OWNER, first.askedAt())))
                .approvedBy("alice", "a9", OWNER);
        send(own, own.approval());

        AccessDecided answer = decision(first, 2);

        assertThat(answer.getOutcome()).isEqualTo(Outcome.REVIEW);
        assertThat(answer.getVotes()).extracting(vote -> vote.getOutcome()).containsExactly(VoteOutcome.OWN_REQUEST);
    }

    @Test
    void carriesTheTraceOfTheAskOn() {
        Asks ask = Asks.of("alice", "payments-staging", "reader", now());
        ProducerRecord<String, byte[]> record = record(ask, ask.requested());
        record.headers().remove("traceparent");
        record.headers()
                .add(
                        "traceparent",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(StandardCharsets.US_ASCII));
        send(record);

        decision(ask, 1);

        assertThat(answer(ask, 1).headers().lastHeader("traceparent").value())
                .asString()
                .contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void waitsForTheSetThatTheAskWants() {
        long serial = Running.serial();
        Asks ask = Asks.of("alice", "payments-staging", "reader", now()).atLeast(serial + 1);
        Running.INSTANCE.send(ask);
        assertUnansweredFor(Duration.ofSeconds(1), ask);

        PolicySetAccepted next = Running.accept(SeedPolicies.files());

        assertThat(decision(ask, 1).getPolicy()).isEqualTo(next.getPolicy());
    }

    @Test
    void deniesAnAskThatIsTooLarge() {
        Asks ask = Asks.of("alice", "payments-staging", "reader", now());
        for (int i = 0; i < 1200; i++) {
            ask = ask.approvedBy("bob", "b1", OWNER + "x".repeat(100));
        }
        send(ask, ask.requested());

        AccessDecided answer = decision(ask, 1);

        assertThat(answer.getOutcome()).isEqualTo(Outcome.DENY);
        assertThat(answer.getCause()).contains(DecisionCause.TOO_LARGE);
    }

    @Test
    void putsAsideWhatContradictsItselfOrCantBeReadAndGoesOn() {
        Asks forged = Asks.of("alice", "payments-staging", "reader", now());
        Ask other = Ask.newBuilder(forged.ask(AskCause.SUBMITTED))
                .setContent(forged.reason("something else entirely").content())
                .build();
        send(forged, new AccessRequested(forged.meta(), other));
        Asks garbled = Asks.of("alice", "payments-staging", "reader", now());
        ProducerRecord<String, byte[]> record = record(garbled, garbled.requested());
        byte[] half = java.util.Arrays.copyOf(record.value(), record.value().length / 2);
        ProducerRecord<String, byte[]> damaged =
                new ProducerRecord<>(record.topic(), record.partition(), record.key(), half, record.headers());
        send(damaged);
        Asks good = Asks.of("alice", "payments-staging", "reader", now());
        Running.INSTANCE.send(good);

        assertThat(decision(good, 1).getOutcome()).isEqualTo(Outcome.ALLOW);
        try (Log letters = Running.INSTANCE.log(Topics.deadLetters(Topics.REQUESTS, "policy-service"))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> assertThat(letters.records())
                            .extracting(ConsumerRecord::key)
                            .contains(
                                    forged.content().getRequestId(),
                                    garbled.content().getRequestId()));
            assertThat(letters.records())
                    .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(half));
        }
        try (Log decisions = Running.INSTANCE.log(Topics.DECISIONS)) {
            assertThat(decisions.all(AccessDecided.class))
                    .extracting(answer -> answer.getMeta().getAggregate())
                    .doesNotContain(
                            forged.content().getRequestId(), garbled.content().getRequestId());
        }
    }

    @Test
    void repeatsADecisionWithTheSameIdAndBytesWhenItsOffsetWasNotCommitted() throws Exception {
        Asks ask = Asks.of("alice", "payments-staging", "reader", now());
        Running.INSTANCE.send(ask);
        decision(ask, 1);

        // What a kill between producing and committing leaves behind: the decision is there, the offset is not.
        Running.INSTANCE.whileNotListening(() -> rewind());

        try (Log decisions = Running.INSTANCE.log(Topics.DECISIONS)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> assertThat(answers(decisions, ask)).hasSizeGreaterThanOrEqualTo(2));
            assertThat(answers(decisions, ask))
                    .extracting(ConsumerRecord::value)
                    .allSatisfy(value -> assertThat(value)
                            .isEqualTo(answers(decisions, ask).getFirst().value()));
        }
    }

    private static void rewind() {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("policy-service")
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetAndMetadata> before = committed.entrySet().stream()
                    .filter(entry -> entry.getValue().offset() > 0)
                    .collect(java.util.stream.Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> new OffsetAndMetadata(entry.getValue().offset() - 1)));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> {
                        admin.alterConsumerGroupOffsets("policy-service", before)
                                .all()
                                .get();
                        return true;
                    });
        } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ConsumerRecord<String, byte[]>> answers(Log decisions, Asks ask) {
        return decisions.records().stream()
                .filter(record -> record.key().equals(ask.content().getRequestId()))
                .toList();
    }

    private static ConsumerRecord<String, byte[]> answer(Asks ask, int number) {
        try (Log decisions = Running.INSTANCE.log(Topics.DECISIONS)) {
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> answers(decisions, ask), found -> found.size() >= number)
                    .get(number - 1);
        }
    }

    private static AccessDecided decision(Asks ask, int number) {
        try (Log decisions = Running.INSTANCE.log(Topics.DECISIONS)) {
            return decisions.first(
                    AccessDecided.class,
                    answer ->
                            answer.getMeta().getAggregate().equals(ask.content().getRequestId())
                                    && answer.getMeta().getSequence() == number);
        }
    }

    private static void assertUnansweredFor(Duration time, Asks ask) {
        try (Log decisions = Running.INSTANCE.log(Topics.DECISIONS)) {
            Awaitility.await()
                    .during(time)
                    .atMost(time.plusSeconds(5))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> answers(decisions, ask).isEmpty());
        }
    }

    private static void send(Asks ask, org.apache.avro.specific.SpecificRecord event) {
        send(record(ask, event));
    }

    private static ProducerRecord<String, byte[]> record(Asks ask, org.apache.avro.specific.SpecificRecord event) {
        return Running.INSTANCE
                .part(Publisher.class)
                .record(Topics.REQUESTS, ask.content().getRequestId(), event);
    }

    @SuppressWarnings("unchecked")
    private static void send(ProducerRecord<String, byte[]> record) {
        ((KafkaTemplate<String, byte[]>) Running.INSTANCE.part(KafkaTemplate.class))
                .send(record)
                .join();
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
