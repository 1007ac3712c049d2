package hourglass.grant.consumes;

import hourglass.events.EndReason;
import hourglass.events.EndRequested;
import hourglass.events.GrantOrdered;
import hourglass.events.Meta;
import hourglass.events.Topics;
import hourglass.grant.Actor;
import hourglass.grant.Cause;
import hourglass.grant.EndAccess;
import hourglass.grant.Grant;
import hourglass.grant.Grants;
import hourglass.grant.Lanes;
import hourglass.grant.Order;
import hourglass.grant.Reason;
import hourglass.grant.RequestId;
import hourglass.grant.TakeOrder;
import hourglass.messaging.PolledRecords;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Starts and ends, in the one order that request-service wrote them in.
@Component
class RequestsListener implements PolledRecords.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestsListener.class);

    private final PolledRecords polled;
    private final Grants grants;
    private final TakeOrder takeOrder;
    private final EndAccess endAccess;
    private final Lanes lanes;
    private final RefusedOrders refused;

    RequestsListener(
            PolledRecords polled,
            Grants grants,
            TakeOrder takeOrder,
            EndAccess endAccess,
            Lanes lanes,
            RefusedOrders refused) {
        this.polled = polled;
        this.grants = grants;
        this.takeOrder = takeOrder;
        this.endAccess = endAccess;
        this.lanes = lanes;
        this.refused = refused;
    }

    @KafkaListener(topics = Topics.REQUESTS, groupId = "grant-service", batch = "true")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        polled.handle(records, this);
    }

    @Override
    public void together(List<SpecificRecord> events, Runnable work) {
        grants.together(events.stream().map(RequestsListener::request).toList(), work);
    }

    private static RequestId request(SpecificRecord event) {
        return new RequestId(
                switch (event) {
                    case GrantOrdered ordered -> ordered.getMeta().getAggregate();
                    case EndRequested end -> end.getMeta().getAggregate();
                    default -> throw unwanted(event);
                });
    }

    @Override
    public void handle(SpecificRecord event) {
        switch (event) {
            case GrantOrdered ordered -> take(ordered);
            case EndRequested end -> end(end);
            default -> throw unwanted(event);
        }
    }

    private static IllegalArgumentException unwanted(SpecificRecord event) {
        return new IllegalArgumentException(event.getSchema().getFullName() + " is not wanted.");
    }

    private void take(GrantOrdered event) {
        Order order = new Order(
                new RequestId(event.getMeta().getAggregate()),
                event.getDigest(),
                event.getDecisionId(),
                event.getPerson(),
                event.getResource(),
                event.getRole(),
                Duration.ofSeconds(event.getGrantedSeconds()),
                event.getNotAfter().orElse(null),
                event.getStartBy(),
                event.getMeta().getOccurredAt(),
                event.getAllowance());
        takeOrder
                .take(order, cause(event.getMeta()))
                .ifPresent(grant -> afterwards(() -> {
                    if (grant instanceof Grant.Failed failed) {
                        refused.count(failed.reason());
                    }
                    wake(grant);
                }));
    }

    private void end(EndRequested event) {
        endAccess
                .requested(
                        new RequestId(event.getMeta().getAggregate()),
                        reason(event.getReason()),
                        event.getComment().orElse(""),
                        cause(event.getMeta()))
                .ifPresent(grant -> afterwards(() -> wake(grant)));
    }

    /// Once it is committed, with all that was handled together: a lane that is woken before finds nothing to do.
    private static void afterwards(Runnable step) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            step.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                step.run();
            }
        });
    }

    private void wake(Grant grant) {
        switch (grant) {
            case Grant.Unfinished unfinished ->
                lanes.wake(unfinished.terms().account().target());
            case Grant.Failed failed ->
                LOG.warn("Request {} got no access ({}): {}", failed.request(), failed.reason(), failed.detail());
            case Grant.Revoked _, Grant.Closed _ -> {}
        }
    }

    private static Cause cause(Meta meta) {
        return new Cause(new Actor.Service(), meta.getEventId(), meta.getSequence());
    }

    /// An end whose reason is newer than this version is an end all the same.
    private static Reason reason(EndReason reason) {
        return switch (reason) {
            case REQUESTER -> Reason.REQUESTER;
            case OWNER -> Reason.OWNER;
            case OPERATOR -> Reason.OPERATOR;
            case POLICY -> Reason.POLICY;
            case PERSON -> Reason.PERSON;
            case RESOURCE -> Reason.RESOURCE;
            case LOCKED -> Reason.LOCKED;
            case UNKNOWN -> Reason.UNKNOWN;
        };
    }
}
