package hourglass.request.consumes;

import hourglass.events.PolicySetAccepted;
import hourglass.request.PolicySets;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;

/// Which policy sets were accepted. Rejected ones concern nobody here.
@KafkaListener(groupId = "${spring.application.name}", topics = "hourglass.policies")
public class PoliciesListener {
    private final PolicySets policySets;

    public PoliciesListener(PolicySets policySets) {
        this.policySets = policySets;
    }

    @KafkaHandler
    public void on(PolicySetAccepted event) {
        policySets.accept(
                Decisions.policy(event.getPolicy()),
                event.getMeta().getOccurredAt(),
                event.getMeta().getEventId());
    }
}
