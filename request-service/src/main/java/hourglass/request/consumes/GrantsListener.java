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
import hourglass.messaging.PolledRecords;
import hourglass.request.EndReason;
import hourglass.request.GrantNews;
import hourglass.request.GrantNews.Activation;
import hourglass.request.HearGrant;
import hourglass.request.RequestId;
import hourglass.request.Requests;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

/// What grant-service tells of each request's grant.
public class GrantsListener implements PolledRecords.Handler {
    private final PolledRecords polled;
    private final Requests requests;
    private final HearGrant hearGrant;

    public GrantsListener(PolledRecords polled, Requests requests) {
        this.polled = polled;
        this.requests = requests;
        this.hearGrant = new HearGrant(requests);
    }

    @KafkaListener(
            groupId = "${spring.application.name}",
            topics = "hourglass.grants",
            concurrency = "${hourglass.request.listeners:1}",
            batch = "true")
    public void on(List<ConsumerRecord<String, byte[]>> records) {
        polled.handle(records, this);
    }

    @Override
    public void together(List<SpecificRecord> events, Runnable work) {
        requests.together(
                events.stream()
                        .map(GrantsListener::news)
                        .map(GrantNews::request)
                        .toList(),
                work);
    }

    @Override
    public void handle(SpecificRecord event) {
        hearGrant.hear(news(event));
    }

    private static GrantNews news(SpecificRecord record) {
        return switch (record) {
            case GrantStarted event -> news(event.getMeta(), new GrantNews.Started());
            case GrantActivated event ->
                news(
                        event.getMeta(),
                        new GrantNews.Activated(
                                new Activation(event.getStartedAt(), event.getActivatedAt(), event.getExpiresAt())));
            case GrantEnding event ->
                news(event.getMeta(), new GrantNews.EndBegun(reason(event.getReason()), event.getDueAt()));
            case RevocationOverdue event ->
                news(
                        event.getMeta(),
                        new GrantNews.RemovalOverdue(event.getDueAt(), event.getAttempts(), event.getError()));
            case GrantRevoked event ->
                news(
                        event.getMeta(),
                        new GrantNews.Revoked(
                                reason(event.getReason()),
                                new Activation(event.getStartedAt(), event.getActivatedAt(), event.getExpiresAt()),
                                event.getDueAt(),
                                event.getVerifiedAt(),
                                event.getSessionsEnded(),
                                event.getKeptFor(),
                                event.getRemaining()));
            case GrantFailed event ->
                news(event.getMeta(), new GrantNews.NeverActive(reason(event.getReason()), event.getDetail()));
            case GrantClosed event ->
                news(
                        event.getMeta(),
                        new GrantNews.GivenUp(event.getOperators(), event.getEvidence(), event.getLeftover()));
            default -> throw new IllegalArgumentException(record.getSchema().getFullName() + " is not wanted.");
        };
    }

    private static GrantNews news(Meta meta, GrantNews.What what) {
        return new GrantNews(
                RequestId.of(meta.getAggregate()), meta.getSequence(), meta.getEventId(), meta.getOccurredAt(), what);
    }

    private static EndReason reason(GrantEndReason reason) {
        return EndReason.valueOf(reason.name());
    }
}
