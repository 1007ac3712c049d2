package hourglass.request.publishes;

import hourglass.events.AccessRequested;
import hourglass.events.ActorKind;
import hourglass.events.ApprovalRecorded;
import hourglass.events.AttemptRefused;
import hourglass.events.CancelReason;
import hourglass.events.Channel;
import hourglass.events.EndReason;
import hourglass.events.EndRequested;
import hourglass.events.EvaluationAsked;
import hourglass.events.GrantOrdered;
import hourglass.events.Meta;
import hourglass.events.RequestCancelled;
import hourglass.events.RequestResumed;
import hourglass.events.ReviewOpened;
import hourglass.events.ReviewOverdue;
import hourglass.events.ReviewRecorded;
import hourglass.events.Topics;
import hourglass.messaging.Outbox;
import hourglass.messaging.WrittenEvents;
import hourglass.request.Actor;
import hourglass.request.Content;
import hourglass.request.Decision;
import hourglass.request.Event;
import hourglass.request.NewIds;
import hourglass.request.Outgoing;
import hourglass.request.RefusedAttempts;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/// This service's events as the contract has them, into the outbox.
public final class RequestEvents implements Outgoing {
    /// Everything that is written here: its schemas are made known at the start.
    public static final WrittenEvents WRITTEN = WrittenEvents.none()
            .and(
                    Topics.REQUESTS,
                    List.of(
                            AccessRequested.class,
                            RequestResumed.class,
                            EvaluationAsked.class,
                            ApprovalRecorded.class,
                            RequestCancelled.class,
                            GrantOrdered.class,
                            EndRequested.class,
                            ReviewOpened.class,
                            ReviewRecorded.class,
                            ReviewOverdue.class))
            .and(Topics.PEOPLE, List.of(AttemptRefused.class));

    private final Outbox outbox;
    private final NewIds newIds;

    public RequestEvents(Outbox outbox, NewIds newIds) {
        this.outbox = outbox;
        this.newIds = newIds;
    }

    @Override
    public UUID add(Envelope envelope, Event.Told event) {
        Meta meta = meta(envelope);
        outbox.add(Topics.REQUESTS, envelope.aggregate(), record(meta, event));
        return meta.getEventId();
    }

    @Override
    public void add(Envelope envelope, RefusedAttempts.Refused attempt) {
        AttemptRefused told = AttemptRefused.newBuilder()
                .setMeta(meta(envelope))
                .setAction(attempt.action())
                .setRule(attempt.rule())
                .setProblem(attempt.problem())
                .setSubject(attempt.subject())
                .setCount(attempt.count())
                .setSince(attempt.since())
                .build();
        outbox.add(Topics.PEOPLE, envelope.aggregate(), told);
    }

    private static SpecificRecord record(Meta meta, Event.Told event) {
        return switch (event) {
            case Event.AccessRequested(var ask) -> new AccessRequested(meta, AskRecords.ask(ask));
            case Event.RequestResumed(var ask) -> new RequestResumed(meta, AskRecords.ask(ask));
            case Event.EvaluationAsked(var ask) -> new EvaluationAsked(meta, AskRecords.ask(ask));
            case Event.ApprovalRecorded(var vote, var ask) ->
                new ApprovalRecorded(meta, AskRecords.vote(vote), AskRecords.ask(ask));
            case Event.RequestCancelled(var reason, var replacedBy, var comment) ->
                RequestCancelled.newBuilder()
                        .setMeta(meta)
                        .setReason(CancelReason.valueOf(reason.name()))
                        .setReplacedBy(AskRecords.text(replacedBy))
                        .setComment(comment)
                        .build();
            case Event.GrantOrdered ordered -> ordered(meta, ordered);
            case Event.EndRequested(var reason, var decision, var comment) ->
                EndRequested.newBuilder()
                        .setMeta(meta)
                        .setReason(EndReason.valueOf(reason.name()))
                        .setDecisionId(decision)
                        .setComment(comment)
                        .build();
            case Event.ReviewOpened(var dueAt, var groups, var people, var need) ->
                new ReviewOpened(meta, dueAt, groups, people, need);
            case Event.ReviewRecorded(var reviewer, var justified, var comment, var done) ->
                new ReviewRecorded(meta, reviewer.value(), justified, comment, done);
            case Event.ReviewOverdue(var dueAt) -> new ReviewOverdue(meta, dueAt);
        };
    }

    private static GrantOrdered ordered(Meta meta, Event.GrantOrdered ordered) {
        Content content = ordered.content();
        Decision decision = ordered.decision();
        return GrantOrdered.newBuilder()
                .setMeta(meta)
                .setDigest(decision.digest())
                .setDecisionId(decision.id())
                .setPerson(content.person().value())
                .setResource(content.access().resource())
                .setRole(content.access().role())
                .setGrantedSeconds(Math.toIntExact(
                        Objects.requireNonNull(decision.granted()).toSeconds()))
                .setNotAfter(decision.notAfter())
                .setStartBy(ordered.startBy())
                .setAllowance(ordered.allowance())
                .build();
    }

    private Meta meta(Envelope envelope) {
        Actor actor = envelope.actor();
        return Meta.newBuilder()
                .setEventId(newIds.at(envelope.at()))
                .setAggregate(envelope.aggregate())
                .setSequence(envelope.sequence())
                .setOccurredAt(envelope.at())
                .setActor(hourglass.events.Actor.newBuilder()
                        .setKind(ActorKind.valueOf(actor.kind().name()))
                        .setId(actor.id())
                        .setIdp(actor.idp())
                        .setSubject(actor.subject())
                        .setVia(Channel.valueOf(actor.via().name()))
                        .build())
                .setCausationId(envelope.causation())
                .build();
    }
}
