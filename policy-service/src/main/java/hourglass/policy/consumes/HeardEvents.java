package hourglass.policy.consumes;

import hourglass.events.AccessRequested;
import hourglass.events.ApprovalRecorded;
import hourglass.events.EvaluationAsked;
import hourglass.events.RequestResumed;
import hourglass.events.Topics;
import hourglass.messaging.WantedEvents;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which records this service's listeners want; the rest is skipped undecoded.
@Configuration(proxyBeanMethods = false)
class HeardEvents {
    @Bean
    WantedEvents wantedEvents() {
        return WantedEvents.none()
                .and(
                        Topics.REQUESTS,
                        List.of(
                                AccessRequested.class,
                                RequestResumed.class,
                                EvaluationAsked.class,
                                ApprovalRecorded.class));
    }
}
