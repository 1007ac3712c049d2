package hourglass.request;

import static hourglass.request.Fixtures.NINE;
import static hourglass.request.Fixtures.activation;
import static hourglass.request.Fixtures.news;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.Basis;
import hourglass.events.EvaluationAsked;
import hourglass.request.Catalog.Resource;
import hourglass.request.Decision.PolicySet;
import hourglass.request.Directory.Person;
import hourglass.request.Fixtures.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Asking again by itself, on a real database. Time passes by setting rows back.
class SweepsTest extends OwnRequests {
    private static final int LIMIT = 1_000;

    private AskAgain sweeps() {
        return new AskAgain(requests, FAILED);
    }

    private void answer(RequestId id, Answer answer, java.util.function.Function<Answer, Decision> how) {
        Dossier dossier = view(id).request().dossier();
        answer.about(dossier.digest()).askedAt(dossier.asks().askedAt()).under(policySets.newest());
        new TakeDecision(requests).take(id, how.apply(answer));
    }

    private RequestId active(boolean watch) {
        RequestId id = submitted();
        answer(id, watch ? Answer.to(1).watching() : Answer.to(1), Answer::allow);
        new HearGrant(requests).hear(news(id, 1, new GrantNews.Activated(activation())));
        return id;
    }

    private void setBack(RequestId id, String column, Duration by) {
        jdbc.sql("UPDATE request SET " + column + " = " + column + " - make_interval(secs => ?) WHERE id = ?")
                .params(by.toSeconds(), id.uuid())
                .update();
    }

    private void newerPolicy() {
        long next = policySets.newest() + 1;
        policySets.accept(new PolicySet(next, "c0ffee", "7ree", "b".repeat(64)), NINE, UUID.randomUUID());
    }

    private AskCause lastCause(RequestId id) {
        return view(id).request().dossier().asks().cause();
    }

    private hourglass.events.Ask lastAsk(RequestId id) {
        return ((EvaluationAsked) told(id.value()).getLast()).getAsk();
    }

    private void publish(String id, boolean active) {
        Person known = Objects.requireNonNull(directory.find(new PersonId(id)));
        directory.mirror(
                new Person(
                        known.id(),
                        policySets.newest(),
                        false,
                        active,
                        known.name(),
                        null,
                        null,
                        null,
                        known.identities(),
                        known.groups()),
                UUID.randomUUID());
    }

    @Test
    void twoInstancesAskEachDueRequestOnce() throws Exception {
        List<RequestId> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(submitted());
        }
        ids.forEach(id -> {
            setBack(id, "retry_at", Duration.ofSeconds(31));
            setBack(id, "asked_at", Duration.ofSeconds(31));
        });
        int asked;
        try (ExecutorService instances = Executors.newFixedThreadPool(2)) {
            Callable<Integer> sweep = () -> new AskAgain(requests, FAILED).ask(AskCause.RETRY, LIMIT);
            asked = instances.invokeAll(List.of(sweep, sweep)).stream()
                    .mapToInt(Future::resultNow)
                    .sum();
        }

        assertThat(asked).isEqualTo(40);
        assertThat(ids).allSatisfy(id -> {
            assertThat(told(id.value()))
                    .filteredOn(EvaluationAsked.class::isInstance)
                    .hasSize(1);
            assertThat(lastCause(id)).isEqualTo(AskCause.RETRY);
        });
    }

    @Test
    void asksAgainWhenTheTimeOfAnAnswerHasCome() {
        RequestId id = submitted();
        answer(id, Answer.to(1).againAt(NINE), answer -> answer.hold(Decision.Mend.ASK_AGAIN));

        assertThat(sweeps().ask(AskCause.TIMER, LIMIT)).isEqualTo(1);
        assertThat(sweeps().ask(AskCause.TIMER, LIMIT)).isZero();
        assertThat(lastCause(id)).isEqualTo(AskCause.TIMER);
    }

    @Test
    void asksAScheduledRequestAtItsStart() {
        RequestId id = submitted();
        answer(id, Answer.to(1).starting(NINE), Answer::allow);
        assertThat(view(id).state()).isEqualTo(RequestState.SCHEDULED);

        assertThat(sweeps().ask(AskCause.TIMER, LIMIT)).isEqualTo(1);
    }

    @Test
    void asksOpenOrderedAndWatchedRequestsUnderANewerPolicy() {
        RequestId open = submitted();
        RequestId ordered = submitted();
        answer(ordered, Answer.to(1), Answer::allow);
        RequestId watched = active(true);
        RequestId unwatched = active(false);
        assertThat(sweeps().ask(AskCause.POLICY, LIMIT)).isZero();

        newerPolicy();
        assertThat(sweeps().ask(AskCause.POLICY, LIMIT)).isEqualTo(3);
        assertThat(List.of(open, ordered, watched))
                .allSatisfy(id -> assertThat(lastCause(id)).isEqualTo(AskCause.POLICY));
        assertThat(lastCause(unwatched)).isEqualTo(AskCause.SUBMITTED);
        assertThat(lastAsk(open).getBasis()).isEmpty();
        assertThat(lastAsk(ordered).getBasis()).contains(new Basis("payments-staging/member", false));
        assertThat(lastAsk(watched).getBasis()).contains(new Basis("payments-staging/member", true));

        newerPolicy();
        assertThat(sweeps().ask(AskCause.POLICY, LIMIT)).isEqualTo(2);
        setBack(open, "policy_asked_at", Duration.ofSeconds(61));
        assertThat(sweeps().ask(AskCause.POLICY, LIMIT)).isEqualTo(1);
    }

    @Test
    void asksForWhoeverBecomesInactiveOnce() {
        RequestId live = active(false);
        RequestId open = submitted();
        newerPolicy();
        publish("alice", false);

        assertThat(sweeps().ask(AskCause.PERSON, LIMIT)).isEqualTo(2);
        assertThat(sweeps().ask(AskCause.PERSON, LIMIT)).isZero();
        assertThat(List.of(live, open))
                .allSatisfy(id -> assertThat(lastCause(id)).isEqualTo(AskCause.PERSON));
        newerPolicy();
        publish("alice", true);
    }

    @Test
    void asksForWhatIsGoneFromTheCatalog() {
        RequestId live = active(false);
        Resource known = Objects.requireNonNull(catalog.find("payments-staging"));
        newerPolicy();
        catalog.mirror(withRoles(known, List.of(Objects.requireNonNull(known.role("owner")))), UUID.randomUUID());

        assertThat(sweeps().ask(AskCause.RESOURCE, LIMIT)).isEqualTo(1);
        assertThat(lastCause(live)).isEqualTo(AskCause.RESOURCE);
        assertThat(sweeps().ask(AskCause.RESOURCE, LIMIT)).isZero();
        newerPolicy();
        catalog.mirror(withRoles(known, known.roles()), UUID.randomUUID());
    }

    private Resource withRoles(Resource known, List<Catalog.Role> roles) {
        return new Resource(
                known.id(),
                policySets.newest(),
                false,
                known.type(),
                known.title(),
                known.owner(),
                null,
                null,
                null,
                null,
                Map.of(),
                roles);
    }

    @Test
    void cancelsWhatPolicyHasNotAnsweredForAQuarterOfAnHour() {
        RequestId id = submitted();
        assertThat(sweeps().giveUp(LIMIT)).isZero();

        setBack(id, "submitted_at", Duration.ofMinutes(15));

        assertThat(sweeps().giveUp(LIMIT)).isEqualTo(1);
        assertThat(view(id).state()).isEqualTo(RequestState.CANCELLED);
        assertThat(toldTypes(id)).last().isEqualTo("RequestCancelled");
    }

    @Test
    void leavesARequestAloneThatSomebodyElseIsChanging() throws Exception {
        RequestId id = submitted();
        setBack(id, "retry_at", Duration.ofSeconds(31));
        setBack(id, "asked_at", Duration.ofSeconds(31));

        requests.inOneTransaction(() -> {
            assertThat(requests.lock(id)).isNotNull();
            try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                Integer asked =
                        other.submit(() -> sweeps().ask(AskCause.RETRY, LIMIT)).get();
                assertThat(asked).isZero();
            } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
        assertThat(sweeps().ask(AskCause.RETRY, LIMIT)).isEqualTo(1);
    }

    @Test
    void oneThatCanNotBeReadHoldsUpNoOther() {
        RequestId broken = submitted();
        RequestId other = submitted();
        setBack(broken, "retry_at", Duration.ofSeconds(90));
        setBack(broken, "asked_at", Duration.ofSeconds(90));
        setBack(other, "retry_at", Duration.ofSeconds(31));
        setBack(other, "asked_at", Duration.ofSeconds(31));
        jdbc.sql("UPDATE request SET ask_phase = 'NONE' WHERE id = ?")
                .param(broken.uuid())
                .update();

        List<RequestId> failed = new ArrayList<>();
        int asked = new AskAgain(requests, (id, _) -> failed.add(id)).ask(AskCause.RETRY, LIMIT);

        assertThat(asked).isEqualTo(1);
        assertThat(failed).containsExactly(broken);
        jdbc.sql("UPDATE request SET ask_phase = (SELECT ask_phase FROM request WHERE id = ?) WHERE id = ?")
                .params(other.uuid(), broken.uuid())
                .update();
    }

    @Test
    void tellsPolicyWhatTheRequesterHolds() {
        active(false);
        RequestId id = submitted();

        Standing standing =
                requests.around(Fixtures.ALICE, Fixtures.STAGING_READER).standing();
        assertThat(standing.holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.access()).isEqualTo(Fixtures.STAGING_READER));
        assertThat(standing.heldSince()).isEqualTo(activation().activatedAt());
        assertThat(told(id.value()).getFirst())
                .isInstanceOfSatisfying(
                        hourglass.events.AccessRequested.class,
                        event -> assertThat(event.getAsk().getStanding().getHolds())
                                .hasSize(1));
    }
}
