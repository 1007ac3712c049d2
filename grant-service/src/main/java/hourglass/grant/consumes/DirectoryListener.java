package hourglass.grant.consumes;

import hourglass.events.PersonPublished;
import hourglass.events.Topics;
import hourglass.grant.People;
import java.util.List;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Learns whose identities tokens carry, so that people see their own grants.
@Component
@KafkaListener(topics = Topics.DIRECTORY, groupId = "grant-service")
class DirectoryListener {
    private final People people;

    DirectoryListener(People people) {
        this.people = people;
    }

    @KafkaHandler
    void on(PersonPublished event) {
        boolean known = event.getActive() && !event.getRemoved();
        List<People.Identity> identities = known
                ? event.getIdentities().stream()
                        .map(identity -> new People.Identity(identity.getIdp(), identity.getSubject()))
                        .toList()
                : List.of();
        people.replace(event.getMeta().getAggregate(), event.getName(), event.getSerial(), identities);
    }
}
