package hourglass.grant.publishes;

import hourglass.events.AttemptRefused;
import hourglass.events.GrantActivated;
import hourglass.events.GrantClosed;
import hourglass.events.GrantEnding;
import hourglass.events.GrantExpired;
import hourglass.events.GrantFailed;
import hourglass.events.GrantRevoked;
import hourglass.events.GrantStarted;
import hourglass.events.RevocationOverdue;
import hourglass.events.Topics;
import hourglass.messaging.WrittenEvents;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// All that this service writes, so that its schemas are known before the first revocation needs them.
@Configuration(proxyBeanMethods = false)
public class PublisherConfiguration {
    @Bean
    WrittenEvents writtenEvents() {
        return WrittenEvents.none()
                .and(
                        Topics.GRANTS,
                        List.of(
                                GrantStarted.class,
                                GrantActivated.class,
                                GrantEnding.class,
                                RevocationOverdue.class,
                                GrantRevoked.class,
                                GrantFailed.class,
                                GrantClosed.class))
                .and(Topics.EXPIRIES, List.of(GrantExpired.class))
                .and(Topics.PEOPLE, List.of(AttemptRefused.class));
    }
}
