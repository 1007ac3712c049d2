package hourglass.grant.consumes;

import hourglass.events.GrantExpired;
import hourglass.events.Topics;
import hourglass.grant.Lanes;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Wakes the lane of an expired grant, on whichever instance is listening. Lanes find the work without it, only later.
@Component
@KafkaListener(topics = Topics.EXPIRIES, groupId = "grant-service")
class ExpiriesListener {
    private final Lanes lanes;

    ExpiriesListener(Lanes lanes) {
        this.lanes = lanes;
    }

    @KafkaHandler
    void on(GrantExpired event) {
        lanes.wake(event.getTarget());
    }
}
