package hourglass.request.consumes;

import hourglass.events.AccessDecided;
import hourglass.messaging.PolledRecords;
import hourglass.request.RequestId;
import hourglass.request.Requests;
import hourglass.request.TakeDecision;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

/// Policy's answers. Started by [PoliciesFirst], never before the newest policy serial is known here.
public class DecisionsListener implements PolledRecords.Handler {
    static final String ID = "decisions";

    private final PolledRecords polled;
    private final Requests requests;
    private final TakeDecision takeDecision;

    public DecisionsListener(PolledRecords polled, Requests requests) {
        this.polled = polled;
        this.requests = requests;
        this.takeDecision = new TakeDecision(requests);
    }

    @KafkaListener(
            id = DecisionsListener.ID,
            idIsGroup = false,
            groupId = "${spring.application.name}",
            topics = "hourglass.decisions",
            concurrency = "${hourglass.request.listeners:1}",
            autoStartup = "false",
            batch = "true")
    public void on(List<ConsumerRecord<String, byte[]>> records) {
        polled.handle(records, this);
    }

    @Override
    public void together(List<SpecificRecord> events, Runnable work) {
        requests.together(events.stream().map(DecisionsListener::request).toList(), work);
    }

    @Override
    public void handle(SpecificRecord event) {
        takeDecision.take(request(event), Decisions.decision(decided(event)));
    }

    private static AccessDecided decided(SpecificRecord event) {
        return (AccessDecided) event; // nothing else is wanted of this topic
    }

    private static RequestId request(SpecificRecord event) {
        return RequestId.of(decided(event).getMeta().getAggregate());
    }
}
