package hourglass.request.consumes;

import hourglass.events.ResourcePublished;
import hourglass.events.RoleOffered;
import hourglass.request.Catalog;
import hourglass.request.Catalog.Resource;
import hourglass.request.Catalog.Role;
import java.time.Duration;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;

/// What can be asked for.
@KafkaListener(groupId = "${spring.application.name}", topics = "hourglass.catalog")
public class CatalogListener {
    private final Catalog catalog;

    public CatalogListener(Catalog catalog) {
        this.catalog = catalog;
    }

    @KafkaHandler
    public void on(ResourcePublished event) {
        catalog.mirror(
                new Resource(
                        event.getMeta().getAggregate(),
                        event.getSerial(),
                        event.getRemoved(),
                        event.getType(),
                        event.getTitle(),
                        event.getOwner(),
                        event.getProject().orElse(null),
                        event.getEnvironment().orElse(null),
                        event.getSensitivity().orElse(null),
                        event.getService().orElse(null),
                        event.getLabels(),
                        event.getRoles().stream().map(CatalogListener::role).toList()),
                event.getMeta().getEventId());
    }

    private static Role role(RoleOffered role) {
        return new Role(
                role.getRole(),
                role.getTitle(),
                role.getAllows(),
                role.getTarget(),
                role.getConnect().orElse(null),
                role.getDefaultSeconds().map(Duration::ofSeconds).orElse(null),
                role.getMaxSeconds().map(Duration::ofSeconds).orElse(null),
                role.getBreakGlass().orElse(null));
    }
}
