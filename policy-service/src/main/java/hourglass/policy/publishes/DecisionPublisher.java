package hourglass.policy.publishes;

import hourglass.events.AccessDecided;
import hourglass.events.Topics;
import hourglass.messaging.Publisher;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Cause;
import hourglass.policy.deciding.Decisions;
import hourglass.policy.deciding.ReceivedAsk;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Publishes decisions on `hourglass.decisions`.
@Component
public final class DecisionPublisher implements Decisions {
    /// Largest decision in bytes, well within what a broker takes by default.
    static final int MAX_BYTES = 512 * 1024;

    private final Publisher publisher;
    private final Allowances allowances;

    public DecisionPublisher(Publisher publisher, Allowances allowances) {
        this.publisher = publisher;
        this.allowances = allowances;
    }

    @Override
    public void publish(ReceivedAsk asked, Decision answer) {
        String request = asked.ask().content().requestId();
        AccessDecided event = event(asked, answer);
        byte[] value = publisher.record(Topics.DECISIONS, request, event).value();
        if (value.length > MAX_BYTES) {
            event = event(asked, Decision.denial(asked.ask(), Cause.TOO_LARGE, answer.policy(), answer.engine()));
        }
        publisher.send(Topics.DECISIONS, request, event);
    }

    private AccessDecided event(ReceivedAsk asked, Decision answer) {
        UUID id = EventIds.ofDecision(asked.eventId(), answer.policy().bundleDigest());
        return DecisionTranslation.of(
                answer,
                Metas.ofDecision(id, asked),
                allowances.of(asked.ask().content(), answer, id).orElse(null));
    }
}
