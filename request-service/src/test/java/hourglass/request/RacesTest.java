package hourglass.request;

import static hourglass.request.Fixtures.caller;
import static hourglass.request.Fixtures.stage;
import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.ApprovalRecorded;
import hourglass.request.Decision.Stage;
import hourglass.request.Fixtures.Answer;
import hourglass.request.Outcome.Done;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What happens when several people, and policy, act on one request in the same instant.
class RacesTest extends RealParts {
    private static final int RACES = 100;
    private static final int THREADS = 50;

    private Answer answer(RequestId id, int ask) {
        Dossier dossier = view(id).request().dossier();
        return Answer.to(ask).about(dossier.digest()).askedAt(dossier.asks().askedAt());
    }

    /// Runs all at the same instant; a failure of one fails the test.
    private static void atOnce(List<Callable<?>> acts) throws Exception {
        CyclicBarrier start = new CyclicBarrier(acts.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(acts.size())) {
            List<Callable<Object>> together = acts.stream()
                    .map(act -> (Callable<Object>) () -> {
                        start.await();
                        return String.valueOf(act.call());
                    })
                    .toList();
            for (Future<Object> done : threads.invokeAll(together)) {
                done.get();
            }
        }
    }

    @Test
    void aCancelRacesTheAllowAndEitherWinsWhole() throws Exception {
        TakeDecision takeDecision = new TakeDecision(requests);
        Map<RequestState, Integer> outcomes = new EnumMap<>(RequestState.class);
        for (int race = 0; race < RACES; race++) {
            RequestId id = submitted();
            Decision allow = answer(id, 1).allow();
            atOnce(List.of(() -> act.cancel(caller("alice"), id, null, null), () -> {
                takeDecision.take(id, allow);
                return true;
            }));
            RequestState state = view(id).state();
            outcomes.merge(state, 1, Integer::sum);
            assertThat(toldTypes(id))
                    .isEqualTo(
                            state == RequestState.CANCELLED
                                    ? List.of("AccessRequested", "RequestCancelled")
                                    : List.of("AccessRequested", "GrantOrdered", "EndRequested"));
        }
        assertThat(outcomes).containsOnlyKeys(RequestState.CANCELLED, RequestState.ENDING);
    }

    @Test
    void fiftyThreadsApproveRefuseAndCancelAndThereIsOneOutcome() throws Exception {
        TakeDecision takeDecision = new TakeDecision(requests);
        String[] voters = IntStream.range(0, THREADS).mapToObj(i -> "v" + i).toArray(String[]::new);
        Stage everybody = stage("any/everybody", List.of(), voters);
        for (int race = 0; race < 6; race++) {
            RequestId id = submitted();
            takeDecision.take(id, answer(id, 1).asking(everybody).review());
            String digest = view(id).request().dossier().digest();
            List<Outcome> outcomes = java.util.Collections.synchronizedList(new ArrayList<>());
            List<Callable<?>> acts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Caller voter = caller(voters[i]);
                boolean yes = i % 5 != 0;
                boolean cancels = race % 2 == 0 && i == 7;
                acts.add(() -> outcomes.add(
                        cancels
                                ? act.cancel(caller("alice"), id, null, null)
                                : yes
                                        ? act.approve(voter, id, null, digest, null, null)
                                        : act.refuse(voter, id, null, digest, "no", null)));
            }
            atOnce(acts);
            check(id, outcomes);
            afterwardsNobodyMay(id, digest);
        }
    }

    private void check(RequestId id, List<Outcome> outcomes) {
        assertThat(outcomes).hasSize(THREADS);
        RequestViews.View view = view(id);
        List<ApprovalRecorded> told = told(id.value()).stream()
                .filter(ApprovalRecorded.class::isInstance)
                .map(ApprovalRecorded.class::cast)
                .toList();
        List<Vote> votes = view.request().dossier().votes();
        assertThat(told).hasSize(votes.size());
        assertThat(votes).extracting(Vote::person).doesNotHaveDuplicates();
        // The cancel may have come before every vote.
        assertThat(told.isEmpty() ? 0 : told.getLast().getAsk().getVotes().size())
                .isEqualTo(votes.size());
        long accepted = outcomes.stream().filter(Done.class::isInstance).count();
        boolean cancelled = view.state() == RequestState.CANCELLED;
        assertThat(accepted).isEqualTo(votes.size() + (cancelled ? 1 : 0));
        if (!cancelled) {
            assertThat(votes).hasSize(THREADS).anyMatch(vote -> !vote.yes());
        }
    }

    /// The newest ask holds every vote, so one no among them denies; after the outcome every act is a conflict.
    private void afterwardsNobodyMay(RequestId id, String digest) {
        TakeDecision takeDecision = new TakeDecision(requests);
        int newest = view(id).request().dossier().asks().number();
        takeDecision.take(id, answer(id, newest - 1).allow());
        takeDecision.take(id, answer(id, newest).deny("REFUSED"));
        takeDecision.take(id, answer(id, newest).allow());
        assertThat(view(id).state()).isIn(RequestState.DENIED, RequestState.CANCELLED);
        assertThat(toldTypes(id)).doesNotContain("GrantOrdered");
        Outcome late = act.refuse(caller("v1"), id, null, digest, "too late", null);
        assertThat(late)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.first().rule()).isEqualTo(Refusal.Rule.ALREADY_DECIDED));
    }
}
