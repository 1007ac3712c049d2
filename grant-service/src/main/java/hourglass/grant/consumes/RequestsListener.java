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
import hourglass.grant.Lanes;
import hourglass.grant.Order;
import hourglass.grant.Reason;
import hourglass.grant.RequestId;
import hourglass.grant.TakeOrder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Starts and ends, in the one order that request-service wrote them in.
@Component
@KafkaListener(topics = Topics.REQUESTS, groupId = "grant-service")
class RequestsListener {
    private static final Logger LOG = LoggerFactory.getLogger(RequestsListener.class);

    private final TakeOrder takeOrder;
    private final EndAccess endAccess;
    private final Lanes lanes;
    private final RefusedOrders refused;

    RequestsListener(TakeOrder takeOrder, EndAccess endAccess, Lanes lanes, RefusedOrders refused) {
        this.takeOrder = takeOrder;
        this.endAccess = endAccess;
        this.lanes = lanes;
        this.refused = refused;
    }

    @KafkaHandler
    void on(GrantOrdered event) {
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
        takeOrder.take(order, cause(event.getMeta())).ifPresent(grant -> {
            if (grant instanceof Grant.Failed failed) {
                refused.count(failed.reason());
            }
            wake(grant);
        });
    }

    @KafkaHandler
    void on(EndRequested event) {
        endAccess
                .requested(
                        new RequestId(event.getMeta().getAggregate()),
                        reason(event.getReason()),
                        event.getComment().orElse(""),
                        cause(event.getMeta()))
                .ifPresent(this::wake);
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
