package hourglass.grant.publishes;

import hourglass.events.AttemptRefused;
import hourglass.events.Meta;
import hourglass.events.Topics;
import hourglass.grant.RefusedAttempts.Attempt;
import hourglass.grant.RefusedAttempts.Teller;
import hourglass.grant.RefusedAttempts.Told;
import hourglass.messaging.Outbox;
import hourglass.messaging.Uuids;

/// Tells what people tried and may not, in the transaction that counts it.
public final class AttemptEvents implements Teller {
    private final Outbox outbox;

    public AttemptEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void tell(Told told) {
        Attempt attempt = told.attempt();
        Meta meta = Meta.newBuilder()
                .setEventId(Uuids.v7(told.at()))
                .setAggregate(attempt.who().id())
                .setSequence(told.sequence())
                .setOccurredAt(told.at())
                .setActor(GrantEvents.actor(attempt.who()))
                .build();
        AttemptRefused refused = AttemptRefused.newBuilder()
                .setMeta(meta)
                .setAction(attempt.action())
                .setRule(attempt.rule())
                .setProblem(attempt.problem())
                .setSubject(attempt.subject())
                .setCount(told.count())
                .setSince(told.since())
                .build();
        outbox.add(Topics.PEOPLE, attempt.who().id(), refused);
    }
}
