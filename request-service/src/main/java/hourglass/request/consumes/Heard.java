package hourglass.request.consumes;

import hourglass.events.AccessDecided;
import hourglass.events.GrantActivated;
import hourglass.events.GrantClosed;
import hourglass.events.GrantEnding;
import hourglass.events.GrantFailed;
import hourglass.events.GrantRevoked;
import hourglass.events.GrantStarted;
import hourglass.events.PersonPublished;
import hourglass.events.PolicySetAccepted;
import hourglass.events.ResourcePublished;
import hourglass.events.RevocationOverdue;
import hourglass.events.Topics;
import hourglass.messaging.WantedEvents;
import java.util.List;

/// Everything that is listened for here.
public final class Heard {
    public static final WantedEvents WANTED = WantedEvents.none()
            .and(Topics.DECISIONS, List.of(AccessDecided.class))
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
            .and(Topics.CATALOG, List.of(ResourcePublished.class))
            .and(Topics.DIRECTORY, List.of(PersonPublished.class))
            .and(Topics.POLICIES, List.of(PolicySetAccepted.class));

    private Heard() {}
}
