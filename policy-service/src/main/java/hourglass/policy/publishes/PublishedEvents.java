package hourglass.policy.publishes;

import hourglass.events.AccessDecided;
import hourglass.events.PersonPublished;
import hourglass.events.PolicySetAccepted;
import hourglass.events.PolicySetRejected;
import hourglass.events.ResourcePublished;
import hourglass.events.Topics;
import hourglass.messaging.WrittenEvents;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which records this service writes.
@Configuration(proxyBeanMethods = false)
class PublishedEvents {
    @Bean
    WrittenEvents writtenEvents() {
        return WrittenEvents.none()
                .and(Topics.DECISIONS, List.of(AccessDecided.class))
                .and(Topics.CATALOG, List.of(ResourcePublished.class))
                .and(Topics.DIRECTORY, List.of(PersonPublished.class))
                .and(Topics.POLICIES, List.of(PolicySetAccepted.class, PolicySetRejected.class));
    }
}
