package hourglass.request;

import static hourglass.request.Fixtures.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.EvaluationAsked;
import hourglass.events.Meta;
import hourglass.events.RequestCancelled;
import hourglass.request.Catalog.Resource;
import hourglass.request.Decision.PolicySet;
import hourglass.request.Directory.Person;
import hourglass.request.Fixtures.Answer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/// What this service does by itself names the event that made it do so.
class CausesOfAsksTest extends OwnRequests {
    private static final UUID TOLD = UUID.randomUUID();

    private void accept(long serial, UUID event) {
        policySets.accept(new PolicySet(serial, "c0ffee", "7ree", "b".repeat(64)), NINE, event);
    }

    private Decision answered(RequestId id, Answer answer) {
        Dossier dossier = view(id).request().dossier();
        Decision decision = answer.about(dossier.digest())
                .askedAt(dossier.asks().askedAt())
                .againAt(NINE)
                .hold(Decision.Mend.ASK_AGAIN);
        new TakeDecision(requests).take(id, decision);
        return decision;
    }

    private void sweep(AskCause cause) {
        assertThat(new AskAgain(requests, FAILED).ask(cause, 10)).isEqualTo(1);
    }

    private Meta last(RequestId id) {
        return switch (told(id.value()).getLast()) {
            case EvaluationAsked asked -> asked.getMeta();
            case RequestCancelled cancelled -> cancelled.getMeta();
            case SpecificRecord other -> throw new AssertionError("Not by itself: " + other);
        };
    }

    private UUID asked(RequestId id) {
        return told(id.value()).getLast() instanceof hourglass.events.AccessRequested first
                ? first.getMeta().getEventId()
                : last(id).getEventId();
    }

    private void waitedTooLong(RequestId id) {
        jdbc.sql("UPDATE request SET retry_at = retry_at - interval '11 minutes',"
                        + " asked_at = asked_at - interval '11 minutes',"
                        + " submitted_at = submitted_at - interval '15 minutes' WHERE id = ?")
                .param(id.uuid())
                .update();
    }

    @Test
    void theAcceptedSetForANewerPolicy() {
        RequestId id = submitted();
        accept(2, UUID.randomUUID());
        accept(3, TOLD);

        sweep(AskCause.POLICY);

        assertThat(last(id).getCausationId()).contains(TOLD);
    }

    @Test
    void thePersonsRecordForWhoeverBecomesInactive() {
        RequestId id = submitted();
        accept(2, UUID.randomUUID());
        Person known = Objects.requireNonNull(directory.find(Fixtures.ALICE));
        directory.mirror(
                new Person(
                        known.id(),
                        2,
                        false,
                        false,
                        known.name(),
                        null,
                        null,
                        null,
                        known.identities(),
                        known.groups()),
                TOLD);

        sweep(AskCause.PERSON);

        assertThat(last(id).getCausationId()).contains(TOLD);
    }

    @Test
    void theResourcesRecordForWhatIsGoneFromTheCatalog() {
        RequestId id = submitted();
        accept(2, UUID.randomUUID());
        Resource known = Objects.requireNonNull(catalog.find("payments-staging"));
        catalog.mirror(
                new Resource(
                        known.id(),
                        2,
                        true,
                        known.type(),
                        known.title(),
                        known.owner(),
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        List.of()),
                TOLD);

        sweep(AskCause.RESOURCE);

        assertThat(last(id).getCausationId()).contains(TOLD);
    }

    @Test
    void theAnswerWhoseTimeHasCome() {
        RequestId id = submitted();
        Decision held = answered(id, Answer.to(1));

        sweep(AskCause.TIMER);

        assertThat(last(id).getCausationId()).contains(held.id());
    }

    @Test
    void theAskThatGotNoAnswerAndNotAnOlderOne() {
        RequestId id = submitted();
        UUID first = asked(id);
        waitedTooLong(id);
        sweep(AskCause.RETRY);
        assertThat(last(id).getCausationId()).contains(first);

        UUID second = asked(id);
        waitedTooLong(id);
        sweep(AskCause.RETRY);
        assertThat(last(id).getCausationId()).contains(second);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void theUnansweredAskForACancellation() {
        RequestId id = submitted();
        UUID first = asked(id);
        waitedTooLong(id);

        assertThat(new AskAgain(requests, FAILED).giveUp(10)).isEqualTo(1);

        assertThat(last(id).getCausationId()).contains(first);
    }

    @Test
    void nothingThatWasHeardOfBeforeItsEventWasKept() {
        RequestId id = submitted();
        accept(2, UUID.randomUUID());
        jdbc.sql("UPDATE policy_set SET event_id = NULL WHERE serial = 2").update();
        sweep(AskCause.POLICY);
        assertThat(last(id).getCausationId()).isEmpty();

        accept(2, TOLD);
        accept(2, UUID.randomUUID());
        RequestId later = submitted();
        jdbc.sql("UPDATE request SET under_serial = 1 WHERE id = ?")
                .param(later.uuid())
                .update();
        sweep(AskCause.POLICY);
        assertThat(last(later).getCausationId())
                .as("the topic is read from its beginning at each start")
                .contains(TOLD);
    }
}
