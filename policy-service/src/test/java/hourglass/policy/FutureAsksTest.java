package hourglass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.AccessDecided;
import hourglass.events.AskCause;
import hourglass.events.Outcome;
import hourglass.events.Topics;
import hourglass.messaging.Publisher;
import hourglass.policy.loading.Alarms;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;

/// Asks whose time this service's clock has not reached: refused, and in nobody's way.
class FutureAsksTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @BeforeAll
    static void decideByTheSeed() {
        Running.accept(SeedPolicies.files());
    }

    @Test
    void areDeadLettersWithAnAlarmAndTheNextAskOfTheirPartitionIsAnswered() {
        double before = deadLetters();
        Asks ahead = anAskAheadBy(3_600);
        Running.INSTANCE.send(ahead);
        assertThat(letter(ahead)
                        .headers()
                        .lastHeader("kafka_dlt-exception-message")
                        .value())
                .asString(StandardCharsets.UTF_8)
                .contains("more than 60 s ahead");
        Awaitility.await()
                .atMost(LONGEST)
                .untilAsserted(() -> assertThat(deadLetters()).isEqualTo(before + 1));
        assertThat(alarm()).isEqualTo(1);

        Asks again = askedAgain(ahead);

        assertThat(decision(again).getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(answered(ahead, 1)).containsExactly(2L);
        assertThat(alarm()).as("over with the first ask that isn't ahead").isZero();
    }

    /// request-service doesn't apply it then: a newer ask is out, and only the newest one's answer counts.
    @Test
    void areAnsweredUnderTheirOwnNumberWhenPutBackInTime() {
        Asks ahead = anAskAheadBy(65);
        Running.INSTANCE.send(ahead);
        ConsumerRecord<String, byte[]> letter = letter(ahead);
        decision(askedAgain(ahead));

        Awaitility.await().atMost(LONGEST).until(() -> !ahead.askedAt().isAfter(now().plusSeconds(60)));
        putBack(letter);

        assertThat(decision(ahead).getAskedAt()).isEqualTo(ahead.askedAt());
        assertThat(answered(ahead, 2)).containsExactly(2L, 1L);
    }

    private static Asks anAskAheadBy(long seconds) {
        return Asks.of("alice", "payments-staging", "reader", now().plusSeconds(seconds));
    }

    /// As request-service does when nobody has answered for a while: a new number, the time of now.
    private static Asks askedAgain(Asks ask) {
        Asks again = ask.next(now(), List.of());
        Running.INSTANCE
                .part(Publisher.class)
                .send(Topics.REQUESTS, ask.content().getRequestId(), again.evaluation(AskCause.RETRY));
        return again;
    }

    @SuppressWarnings("unchecked")
    private static void putBack(ConsumerRecord<String, byte[]> letter) {
        ((KafkaTemplate<String, byte[]>) Running.INSTANCE.part(KafkaTemplate.class))
                .send(new ProducerRecord<>(Topics.REQUESTS, null, letter.key(), letter.value(), letter.headers()))
                .join();
    }

    private static AccessDecided decision(Asks ask) {
        try (Log decisions = Running.INSTANCE.log(Topics.DECISIONS)) {
            return decisions.first(
                    AccessDecided.class,
                    answer -> isAbout(ask, answer) && answer.getMeta().getSequence() == ask.number());
        }
    }

    /// The numbers of the first answers, in the order of the log.
    private static List<Long> answered(Asks ask, int answers) {
        try (Log decisions = Running.INSTANCE.log(Topics.DECISIONS)) {
            return Awaitility.await()
                    .atMost(LONGEST)
                    .until(
                            () -> decisions.all(AccessDecided.class).stream()
                                    .filter(answer -> isAbout(ask, answer))
                                    .map(answer -> answer.getMeta().getSequence())
                                    .toList(),
                            numbers -> numbers.size() >= answers);
        }
    }

    private static boolean isAbout(Asks ask, AccessDecided answer) {
        return answer.getMeta().getAggregate().equals(ask.content().getRequestId());
    }

    private static ConsumerRecord<String, byte[]> letter(Asks ask) {
        try (Log letters = Running.INSTANCE.log(Topics.deadLetters(Topics.REQUESTS, "policy-service"))) {
            return Awaitility.await()
                    .atMost(LONGEST)
                    .until(
                            () -> letters.records().stream()
                                    .filter(record ->
                                            record.key().equals(ask.content().getRequestId()))
                                    .findFirst(),
                            java.util.Optional::isPresent)
                    .orElseThrow();
        }
    }

    private static double deadLetters() {
        return meters().find("hourglass.dead.letters").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static double alarm() {
        return meters().get("hourglass.alarm").tag("name", Alarms.AHEAD).gauge().value();
    }

    private static MeterRegistry meters() {
        return Running.INSTANCE.part(MeterRegistry.class);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
