package hourglass.policy.consumes;

import hourglass.events.AccessRequested;
import hourglass.events.ApprovalRecorded;
import hourglass.events.Ask;
import hourglass.events.ContentDigest;
import hourglass.events.EvaluationAsked;
import hourglass.events.Meta;
import hourglass.events.RequestResumed;
import hourglass.events.Topics;
import hourglass.policy.deciding.AnswerAsk;
import hourglass.policy.deciding.ReceivedAsk;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.adapter.ConsumerRecordMetadata;
import org.springframework.stereotype.Component;

/// Hears the asks on `hourglass.requests`. Other records of that topic are for grant-service and audit-service.
@Component
@KafkaListener(id = "requests", topics = Topics.REQUESTS, groupId = "policy-service")
class RequestsListener {
    private final AnswerAsk answer;

    RequestsListener(AnswerAsk answer) {
        this.answer = answer;
    }

    @KafkaHandler
    void on(AccessRequested event, ConsumerRecordMetadata record) {
        answer(event.getMeta(), event.getAsk(), record);
    }

    @KafkaHandler
    void on(RequestResumed event, ConsumerRecordMetadata record) {
        answer(event.getMeta(), event.getAsk(), record);
    }

    @KafkaHandler
    void on(EvaluationAsked event, ConsumerRecordMetadata record) {
        answer(event.getMeta(), event.getAsk(), record);
    }

    @KafkaHandler
    void on(ApprovalRecorded event, ConsumerRecordMetadata record) {
        answer(event.getMeta(), event.getAsk(), record);
    }

    private void answer(Meta meta, Ask ask, ConsumerRecordMetadata record) {
        refuseContradictions(meta, ask);
        answer.answer(new ReceivedAsk(AskTranslation.of(ask), meta.getEventId(), record.serializedValueSize()));
    }

    /// An approval carries the digest of the request that its voter saw: content and votes must belong together.
    private static void refuseContradictions(Meta meta, Ask ask) {
        String request = ask.getContent().getRequestId();
        if (!request.equals(meta.getAggregate())) {
            throw new ForgedAskException("Ask of request " + request + " under the key " + meta.getAggregate() + ".");
        }
        String digest = ContentDigest.of(ask.getContent());
        if (!digest.equals(ask.getDigest())) {
            throw new ForgedAskException("The digest of request " + request + " is not that of its content.");
        }
        if (ask.getVotes().stream().anyMatch(vote -> !vote.getDigest().equals(digest))) {
            throw new ForgedAskException("A vote on request " + request + " was given to other content.");
        }
    }
}
