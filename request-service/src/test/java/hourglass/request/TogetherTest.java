package hourglass.request;

import static hourglass.request.Fixtures.news;
import static hourglass.request.Fixtures.teamLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hourglass.events.Topics;
import hourglass.request.Fixtures.Answer;
import hourglass.request.GrantNews.Activated;
import hourglass.request.GrantNews.Activation;
import hourglass.request.GrantNews.EndBegun;
import hourglass.request.GrantNews.Revoked;
import hourglass.request.GrantNews.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Many requests that move in one transaction, and one that moves many times in it.
class TogetherTest extends RealParts {
    @Test
    void movesInOneTransactionAsInManyAndWritesEachRowOnce() {
        RequestId apart = submitted();
        RequestId together = submitted();
        List<Runnable> alone = life(apart);
        List<Runnable> joint = life(together);

        alone.forEach(Runnable::run);
        requests.together(List.of(together), () -> joint.forEach(Runnable::run));

        assertThat(row(together)).isEqualTo(row(apart));
        assertThat(lines(together)).isEqualTo(lines(apart)).hasSize(7);
        assertThat(toldTypes(together)).isEqualTo(toldTypes(apart)).contains("GrantOrdered");
        assertThat(view(together).state()).isEqualTo(RequestState.ENDED);
    }

    @Test
    void keepsWhatWaitsForVotesWhenSeveralAreAskedTogether() {
        List<RequestId> some = List.of(submitted(), submitted(), submitted());
        List<Runnable> reviews = some.stream()
                .map(id -> taking(id, answer(id).asking(teamLead()).review()))
                .toList();

        requests.together(some, () -> reviews.forEach(Runnable::run));

        assertThat(some).allSatisfy(id -> {
            assertThat(view(id).state()).isEqualTo(RequestState.IN_REVIEW);
            assertThat(openStages(id)).isEqualTo(1);
        });
    }

    @Test
    void movesNoneWhenOneOfThemCannot() {
        RequestId good = submitted();
        RequestId bad = submitted();
        Runnable allowed = taking(good, answer(good).allow());
        Runnable impossible = hearing(bad, 1, new Activated(Fixtures.activation()));

        assertThatThrownBy(() -> requests.together(List.of(good, bad), () -> {
                    allowed.run();
                    impossible.run();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(view(good).state()).isEqualTo(RequestState.EVALUATING);
        assertThat(toldTypes(good)).containsExactly("AccessRequested");
    }

    @Test
    void readsWhatAPersonHoldsAfterWhatThisTransactionHasWritten() {
        RequestId held = submitted();
        RequestId asking = submitted();
        taking(held, answer(held).allow()).run();
        Runnable active = hearing(held, 1, new Activated(Fixtures.activation()));

        List<Standing.Hold> holds = new ArrayList<>();
        requests.together(List.of(held, asking), () -> {
            active.run();
            Requests.Locked other = Objects.requireNonNull(requests.lock(asking));
            holds.addAll(other.around().standing().holds());
        });

        assertThat(holds).extracting(Standing.Hold::request).contains(held);
    }

    @Test
    void nobodyWaitsInACircleWhateverOrderTheyComeIn() throws Exception {
        List<RequestId> some = IntStream.range(0, 6).mapToObj(_ -> submitted()).toList();
        List<Callable<Void>> crowd = IntStream.range(0, 8)
                .mapToObj(thread -> (Callable<Void>) () -> {
                    for (int round = 0; round < 40; round++) {
                        requests.together(thread % 2 == 0 ? some : some.reversed(), () -> {});
                    }
                    return null;
                })
                .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(crowd.size())) {
            for (Future<Void> done : threads.invokeAll(crowd)) {
                done.get(); // a deadlock would end one of them
            }
        }
    }

    @Test
    void whatComesTogetherOverKafkaIsHandledThoughOneOfItIsDamaged() {
        List<RequestId> some = IntStream.range(0, 10).mapToObj(_ -> submitted()).toList();
        List<Decision> answers =
                some.stream().map(id -> answer(id).deny("NO_POLICY")).toList();
        RequestId nobody = Fixtures.newId();
        for (int i = 0; i < some.size(); i++) {
            answerOverKafka(some.get(i), answers.get(i));
            if (i == 4) {
                publisher.send(Topics.DECISIONS, nobody.value(), ContractEvents.decided(nobody, answers.get(i)));
            }
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(some)
                        .allSatisfy(id -> assertThat(view(id).state()).isEqualTo(RequestState.DENIED)));
    }

    private Answer answer(RequestId id) {
        Dossier dossier = view(id).request().dossier();
        return Answer.to(dossier.asks().number())
                .about(dossier.digest())
                .askedAt(dossier.asks().askedAt());
    }

    private Runnable taking(RequestId id, Decision decision) {
        return () -> new TakeDecision(requests).take(id, decision);
    }

    private Runnable hearing(RequestId id, long sequence, GrantNews.What what) {
        return () -> new HearGrant(requests).hear(news(id, sequence, what));
    }

    private List<Runnable> life(RequestId id) {
        Instant start = Fixtures.NINE;
        Activation activation = new Activation(start, start, start.plusSeconds(1));
        return List.of(
                taking(id, answer(id).allow()),
                hearing(id, 1, new Started()),
                hearing(id, 2, new Activated(activation)),
                hearing(id, 3, new EndBegun(EndReason.EXPIRED, start.plusSeconds(1))),
                hearing(
                        id,
                        4,
                        new Revoked(
                                EndReason.EXPIRED,
                                activation,
                                start.plusSeconds(1),
                                start.plusSeconds(2),
                                1,
                                List.of(),
                                List.of())));
    }

    /// All columns but those that are the request's own or the clock's.
    private String row(RequestId id) {
        return jdbc.sql("""
                        SELECT (to_jsonb(r) - ARRAY['id', 'idempotency_key', 'digest', 'submitted_at', 'asked_at', 'retry_at',
                                  'ordered_at', 'changed_at', 'ask_event_id', 'decision', 'session'])::text
                               || (decision - ARRAY['id', 'digest', 'askedAt', 'startBy'])::text
                               || (ordered_at IS NOT NULL)
                          FROM request r WHERE id = ?
                        """).param(id.uuid()).query(String.class).single();
    }

    private List<String> lines(RequestId id) {
        return jdbc.sql("SELECT concat_ws('|', revision, event, actor_kind, actor, via, text) FROM timeline"
                        + " WHERE request_id = ? ORDER BY revision")
                .param(id.uuid())
                .query((line, _) ->
                        Objects.requireNonNull(line.getString(1)).replaceFirst("begin by .*", "begin by its time"))
                .list();
    }

    private int openStages(RequestId id) {
        return jdbc.sql("SELECT count(*) FROM open_stage WHERE request_id = ?")
                .param(id.uuid())
                .query(Integer.class)
                .single();
    }
}
