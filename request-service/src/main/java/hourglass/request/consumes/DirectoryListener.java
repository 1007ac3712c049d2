package hourglass.request.consumes;

import hourglass.events.PersonPublished;
import hourglass.request.Directory;
import hourglass.request.Directory.Identity;
import hourglass.request.Directory.Person;
import hourglass.request.PersonId;
import java.util.Set;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;

/// Who is there, under which identities, in which groups.
@KafkaListener(groupId = "${spring.application.name}", topics = "hourglass.directory")
public class DirectoryListener {
    private final Directory directory;

    public DirectoryListener(Directory directory) {
        this.directory = directory;
    }

    @KafkaHandler
    public void on(PersonPublished event) {
        directory.mirror(
                new Person(
                        new PersonId(event.getMeta().getAggregate()),
                        event.getSerial(),
                        event.getRemoved(),
                        event.getActive(),
                        event.getName(),
                        event.getMail().orElse(null),
                        event.getTeam().orElse(null),
                        event.getManager().orElse(null),
                        event.getIdentities().stream()
                                .map(identity -> new Identity(identity.getIdp(), identity.getSubject()))
                                .toList(),
                        Set.copyOf(event.getGroups())),
                event.getMeta().getEventId());
    }
}
