package hourglass.request.consumes;

import hourglass.events.AccessDecided;
import hourglass.request.RequestId;
import hourglass.request.TakeDecision;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;

/// Policy's answers. Started by [PoliciesFirst], never before the newest policy serial is known here.
@KafkaListener(
        id = DecisionsListener.ID,
        idIsGroup = false,
        groupId = "${spring.application.name}",
        topics = "hourglass.decisions",
        concurrency = "${hourglass.request.listeners:4}",
        autoStartup = "false")
public class DecisionsListener {
    static final String ID = "decisions";

    private final TakeDecision takeDecision;

    public DecisionsListener(TakeDecision takeDecision) {
        this.takeDecision = takeDecision;
    }

    @KafkaHandler
    public void on(AccessDecided event) {
        takeDecision.take(RequestId.of(event.getMeta().getAggregate()), Decisions.decision(event));
    }
}
