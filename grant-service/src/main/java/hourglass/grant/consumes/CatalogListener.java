package hourglass.grant.consumes;

import hourglass.events.ResourcePublished;
import hourglass.events.RoleOffered;
import hourglass.events.Topics;
import hourglass.grant.Account;
import hourglass.grant.StandingAccess;
import java.util.ArrayList;
import java.util.List;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Learns who holds entitlements outside Hourglass. What a grant is made of is never taken from here.
@Component
@KafkaListener(topics = Topics.CATALOG, groupId = "grant-service")
class CatalogListener {
    private final StandingAccess standing;

    CatalogListener(StandingAccess standing) {
        this.standing = standing;
    }

    @KafkaHandler
    void on(ResourcePublished event) {
        List<StandingAccess.Holder> holders = new ArrayList<>();
        if (!event.getRemoved()) {
            for (RoleOffered role : event.getRoles()) {
                for (String entitlement : role.getEntitlements()) {
                    role.getStanding()
                            .forEach(account -> holders.add(
                                    new StandingAccess.Holder(new Account(role.getTarget(), account), entitlement)));
                }
            }
        }
        standing.replace(event.getMeta().getAggregate(), event.getSerial(), holders);
    }
}
