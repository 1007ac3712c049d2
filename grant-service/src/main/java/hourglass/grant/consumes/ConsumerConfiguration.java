package hourglass.grant.consumes;

import hourglass.events.EndRequested;
import hourglass.events.GrantExpired;
import hourglass.events.GrantOrdered;
import hourglass.events.PersonPublished;
import hourglass.events.ResourcePublished;
import hourglass.events.Topics;
import hourglass.grant.Allowances;
import hourglass.messaging.WantedEvents;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What this service listens to, and by whose key it believes an allowance.
@Configuration(proxyBeanMethods = false)
public class ConsumerConfiguration {
    @Bean
    WantedEvents wantedEvents() {
        return WantedEvents.none()
                .and(Topics.REQUESTS, List.of(GrantOrdered.class, EndRequested.class))
                .and(Topics.EXPIRIES, List.of(GrantExpired.class))
                .and(Topics.CATALOG, List.of(ResourcePublished.class))
                .and(Topics.DIRECTORY, List.of(PersonPublished.class));
    }

    @Bean
    Allowances allowances(AllowanceSettings settings) {
        return new SignedAllowances(PublicKeys.read(settings.allowanceKey()));
    }
}
