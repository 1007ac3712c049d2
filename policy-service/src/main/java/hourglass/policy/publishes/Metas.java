package hourglass.policy.publishes;

import hourglass.events.Actor;
import hourglass.events.ActorKind;
import hourglass.events.Channel;
import hourglass.events.Meta;
import hourglass.messaging.Uuids;
import hourglass.policy.deciding.ReceivedAsk;
import java.time.Instant;
import java.util.UUID;

/// What this service writes in `meta`.
final class Metas {
    private Metas() {}

    static Meta ofDecision(UUID id, ReceivedAsk asked) {
        return new Meta(
                id,
                asked.ask().content().requestId(),
                (long) asked.ask().number(),
                asked.ask().askedAt(),
                self(),
                asked.eventId());
    }

    static Meta ofLoading(String key, long sequence, Instant at) {
        return new Meta(Uuids.v7(at), key, sequence, at, self(), null);
    }

    private static Actor self() {
        return new Actor(ActorKind.SERVICE, "policy-service", null, null, Channel.SYSTEM);
    }
}
