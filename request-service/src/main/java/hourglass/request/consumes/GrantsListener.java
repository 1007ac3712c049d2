package hourglass.request.consumes;

import hourglass.events.GrantActivated;
import hourglass.events.GrantClosed;
import hourglass.events.GrantEndReason;
import hourglass.events.GrantEnding;
import hourglass.events.GrantFailed;
import hourglass.events.GrantRevoked;
import hourglass.events.GrantStarted;
import hourglass.events.Meta;
import hourglass.events.RevocationOverdue;
import hourglass.request.EndReason;
import hourglass.request.GrantNews;
import hourglass.request.GrantNews.Activation;
import hourglass.request.HearGrant;
import hourglass.request.RequestId;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;

/// What grant-service tells of each request's grant.
@KafkaListener(
        groupId = "${spring.application.name}",
        topics = "hourglass.grants",
        concurrency = "${hourglass.request.listeners:4}")
public class GrantsListener {
    private final HearGrant hearGrant;

    public GrantsListener(HearGrant hearGrant) {
        this.hearGrant = hearGrant;
    }

    @KafkaHandler
    public void on(GrantStarted event) {
        hear(event.getMeta(), new GrantNews.Started());
    }

    @KafkaHandler
    public void on(GrantActivated event) {
        hear(
                event.getMeta(),
                new GrantNews.Activated(
                        new Activation(event.getStartedAt(), event.getActivatedAt(), event.getExpiresAt())));
    }

    @KafkaHandler
    public void on(GrantEnding event) {
        hear(event.getMeta(), new GrantNews.EndBegun(reason(event.getReason()), event.getDueAt()));
    }

    @KafkaHandler
    public void on(RevocationOverdue event) {
        hear(event.getMeta(), new GrantNews.RemovalOverdue(event.getDueAt(), event.getAttempts(), event.getError()));
    }

    @KafkaHandler
    public void on(GrantRevoked event) {
        hear(
                event.getMeta(),
                new GrantNews.Revoked(
                        reason(event.getReason()),
                        new Activation(event.getStartedAt(), event.getActivatedAt(), event.getExpiresAt()),
                        event.getDueAt(),
                        event.getVerifiedAt(),
                        event.getSessionsEnded(),
                        event.getKeptFor(),
                        event.getRemaining()));
    }

    @KafkaHandler
    public void on(GrantFailed event) {
        hear(event.getMeta(), new GrantNews.NeverActive(reason(event.getReason()), event.getDetail()));
    }

    @KafkaHandler
    public void on(GrantClosed event) {
        hear(event.getMeta(), new GrantNews.GivenUp(event.getOperators(), event.getEvidence(), event.getLeftover()));
    }

    private void hear(Meta meta, GrantNews.What what) {
        hearGrant.hear(new GrantNews(
                RequestId.of(meta.getAggregate()), meta.getSequence(), meta.getEventId(), meta.getOccurredAt(), what));
    }

    private static EndReason reason(GrantEndReason reason) {
        return EndReason.valueOf(reason.name());
    }
}
