package hourglass.messaging;

import hourglass.events.AttemptRefused;
import hourglass.events.PersonLocked;
import hourglass.events.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;

/// Listens on `hourglass.people`; a lock's reason says how its handling goes.
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(TestListener.People.class)
class TestListener {
    @Bean
    WantedEvents wantedEvents() {
        return WantedEvents.none().and(Topics.PEOPLE, List.of(PersonLocked.class));
    }

    @Bean
    WrittenEvents writtenEvents() {
        return WrittenEvents.none().and(Topics.PEOPLE, List.of(PersonLocked.class, AttemptRefused.class));
    }

    @KafkaListener(topics = Topics.PEOPLE, groupId = "${spring.application.name}")
    static class People {
        final List<String> handled = new CopyOnWriteArrayList<>();
        final List<String> traces = new CopyOnWriteArrayList<>();
        final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();

        @KafkaHandler
        void on(PersonLocked event) {
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
}
