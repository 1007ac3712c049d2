package hourglass.messaging;

import hourglass.events.AttemptRefused;
import hourglass.events.PersonLocked;
import hourglass.events.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;

/// Services that listen on `hourglass.people`; a lock's reason says how its handling goes.
final class TestListener {
    private TestListener() {}

    /// Record by record.
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({OneByOnePeople.class, Types.class})
    static class OneByOne {}

    /// Poll by poll.
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({PolledPeople.class, Types.class})
    static class Polled {}

    static class Types {
        @Bean
        WantedEvents wantedEvents() {
            return WantedEvents.none().and(Topics.PEOPLE, List.of(PersonLocked.class));
        }

        @Bean
        WrittenEvents writtenEvents() {
            return WrittenEvents.none().and(Topics.PEOPLE, List.of(PersonLocked.class, AttemptRefused.class));
        }
    }

    /// What became of the events.
    static class People {
        final List<String> handled = new CopyOnWriteArrayList<>();
        final List<String> traces = new CopyOnWriteArrayList<>();
        final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();

        void handle(PersonLocked event) {
            String key = event.getMeta().getAggregate();
            int tried = tries.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
            switch (event.getReason()) {
                case "fails always" -> throw new IllegalStateException("this handler always fails");
                case "refused" -> throw new PutAside("this handler wants no such record");
                case "fails once" -> {
                    if (tried == 1) {
                        throw new IllegalStateException("this handler fails once");
                    }
                }
                case "fails once and then not yet" -> {
                    if (tried == 1) {
                        throw new IllegalStateException("this handler fails once");
                    }
                    if (tried < 14) {
                        throw new RetryLater("what it waits for isn't there yet");
                    }
                }
                case "not yet and then refused" -> {
                    if (tried < 3) {
                        throw new RetryLater("what it waits for isn't there yet");
                    }
                    throw new PutAside("this handler wants no such record after all");
                }
                case "not yet and then fails always" -> {
                    if (tried < 3) {
                        throw new RetryLater("what it waits for isn't there yet");
                    }
                    throw new IllegalStateException("this handler always fails");
                }
                case "not yet" -> {
                    if (tried < 12) {
                        throw new RetryLater("what it waits for isn't there yet");
                    }
                }
                default -> traces.add(String.valueOf(MDC.get("traceparent")));
            }
            handled.add(key);
        }
    }

    @KafkaListener(topics = Topics.PEOPLE, groupId = "${spring.application.name}")
    static class OneByOnePeople extends People {
        @KafkaHandler
        void on(PersonLocked event) {
            handle(event);
        }
    }

    static class PolledPeople extends People implements PolledRecords.Handler {
        final List<List<String>> together = new CopyOnWriteArrayList<>();
        private final PolledRecords polled;

        PolledPeople(PolledRecords polled) {
            this.polled = polled;
        }

        @KafkaListener(topics = Topics.PEOPLE, groupId = "${spring.application.name}", batch = "true")
        void on(List<ConsumerRecord<String, byte[]>> records) {
            polled.handle(records, this);
        }

        /// All or nothing, as a transaction is: what was tried in it is forgotten when it fails.
        @Override
        public void together(List<SpecificRecord> events, Runnable work) {
            List<String> before = List.copyOf(handled);
            Map<String, Integer> tried = new HashMap<>();
            tries.forEach((key, count) -> tried.put(key, count.get()));
            try {
                work.run();
                together.add(
                        handled.subList(before.size(), handled.size()).stream().toList());
            } catch (RuntimeException e) {
                handled.clear();
                handled.addAll(before);
                tries.keySet().retainAll(tried.keySet());
                tries.forEach((key, count) -> count.set(tried.getOrDefault(key, 0)));
                throw e;
            }
        }

        @Override
        public void handle(SpecificRecord event) {
            handle((PersonLocked) event);
        }
    }
}
