package hourglass.request;

import static hourglass.request.Fixtures.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.events.AccessRequested;
import hourglass.events.ContentDigest;
import hourglass.events.GrantOrdered;
import hourglass.events.Topics;
import hourglass.request.Fixtures.Answer;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/// One request's whole life, with the other services' events coming over Kafka; and the same events once more.
class LifeOverKafkaTest extends RealParts {
    private void waitFor(RequestId id, RequestState state) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(view(id).state()).isEqualTo(state));
    }

    private void grants(RequestId id, SpecificRecord event) {
        publisher.send(Topics.GRANTS, id.value(), event);
    }

    @Test
    void goesFromSubmissionToItsEndAndReplaysChangeNothing() {
        RequestId id = submitted();
        assertThat(told(id.value())).singleElement().isInstanceOfSatisfying(AccessRequested.class, event -> {
            assertThat(event.getAsk().getDigest())
                    .isEqualTo(ContentDigest.of(event.getAsk().getContent()));
            assertThat(event.getMeta().getSequence()).isEqualTo(1);
            assertThat(event.getMeta().getActor().getId()).isEqualTo("alice");
        });

        Decision allow = Answer.to(1)
                .about(view(id).request().dossier().digest())
                .askedAt(now())
                .allow();
        answerOverKafka(id, allow);
        waitFor(id, RequestState.ORDERED);
        assertThat(told(id.value()).getLast()).isInstanceOfSatisfying(GrantOrdered.class, order -> {
            assertThat(order.getMeta().getSequence()).isEqualTo(2);
            assertThat(order.getDecisionId()).isEqualTo(allow.id());
            assertThat(order.getMeta().getCausationId()).contains(allow.id());
        });

        List<SpecificRecord> news =
                List.of(ContractEvents.started(id, 1), ContractEvents.activated(id, 2), ContractEvents.revoked(id, 3));
        grants(id, news.get(0));
        grants(id, news.get(1));
        waitFor(id, RequestState.ACTIVE);
        grants(id, news.get(2));
        waitFor(id, RequestState.ENDED);
        assertThat(views.timeline(id))
                .extracting(RequestViews.TimelineItem::event)
                .containsExactly(
                        "AccessRequested",
                        "AccessDecided",
                        "GrantOrdered",
                        "GrantStarted",
                        "GrantActivated",
                        "GrantRevoked");

        String before = everything();
        answerOverKafka(id, allow);
        news.forEach(event -> grants(id, event));
        RequestId after = submitted();
        answerOverKafka(
                after,
                Answer.to(1)
                        .about(view(after).request().dossier().digest())
                        .askedAt(now())
                        .deny("NO_POLICY"));
        waitFor(after, RequestState.DENIED);
        grants(id, ContractEvents.started(id, 1));
        jdbc.sql("DELETE FROM timeline WHERE request_id = ?")
                .param(after.uuid())
                .update();
        jdbc.sql("DELETE FROM request WHERE id = ?").param(after.uuid()).update();
        jdbc.sql("DELETE FROM outbox WHERE key = ?").param(after.value()).update();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void cancelsWhatNobodyHasOrderedYet() {
        RequestId id = submitted();

        assertThat(act.cancel(caller("alice"), id, null, null)).isInstanceOf(Outcome.Done.class);

        assertThat(toldTypes(id)).containsExactly("AccessRequested", "RequestCancelled");
        assertThat(view(id).state()).isEqualTo(RequestState.CANCELLED);
    }

    private java.time.Instant now() {
        return jdbc.sql("SELECT clock_timestamp()")
                .query((row, _) ->
                        row.getObject(1, java.time.OffsetDateTime.class).toInstant())
                .single();
    }

    private String everything() {
        return jdbc.sql("""
                        SELECT (SELECT md5(string_agg(r::text, '|' ORDER BY id)) FROM request r)
                            || (SELECT md5(string_agg(t::text, '|' ORDER BY request_id, revision)) FROM timeline t)
                            || (SELECT count(*) FROM outbox)
                        """).query(String.class).single();
    }
}
