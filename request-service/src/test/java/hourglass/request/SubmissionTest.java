package hourglass.request;

import static hourglass.request.Fixtures.caller;
import static hourglass.request.Fixtures.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.events.RequestCancelled;
import hourglass.request.Outcome.Done;
import hourglass.request.Outcome.Refused;
import hourglass.request.Refusal.Rule;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Submission on a real database.
class SubmissionTest extends RealParts {
    private static RequestForm replacing(@Nullable RequestId replaces) {
        RequestForm form = form();
        return new RequestForm(form.access(), form.duration(), null, form.reason(), null, false, null, null, replaces);
    }

    private Rule refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).first().rule();
    }

    private Done done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return (Done) outcome;
    }

    private int requestsOf(String person) {
        return jdbc.sql("SELECT count(*) FROM request WHERE person = ?")
                .param(person)
                .query(Integer.class)
                .single();
    }

    @Test
    void makesOneRequestForOneKeyHoweverManyAskAtOnce() throws Exception {
        person("kim");
        String key = newKey();
        Set<RequestId> ids;
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            Callable<Outcome> submit = () -> submitRequest.submit(caller("kim"), key, form());
            ids = threads.invokeAll(Collections.nCopies(32, submit)).stream()
                    .map(Future::resultNow)
                    .map(outcome -> done(outcome).id())
                    .collect(Collectors.toSet());
        }

        assertThat(ids).hasSize(1);
        assertThat(requestsOf("kim")).isEqualTo(1);
        assertThat(toldTypes(ids.iterator().next())).containsExactly("AccessRequested");
    }

    @Test
    void takesAKeyForOneBodyOnly() {
        String key = newKey();
        done(submitRequest.submit(caller("alice"), key, form()));

        RequestForm other = new RequestForm(
                form().access(), Duration.ofMinutes(31), null, form().reason(), null, false, null, null, null);
        assertThat(refusal(submitRequest.submit(caller("alice"), key, other))).isEqualTo(Rule.IDEMPOTENCY_KEY_REUSED);
        assertThat(done(submitRequest.submit(caller("bob"), key, other)).changed())
                .isTrue();
    }

    @Test
    void doesNotUseAKeyUpForAFormThatIsRefused() {
        String key = newKey();
        RequestForm unknown = new RequestForm(
                new Access("payments-moon", "reader"), Duration.ofMinutes(1), null, "x", null, false, null, null, null);

        assertThat(refusal(submitRequest.submit(caller("alice"), key, unknown))).isEqualTo(Rule.INVALID);
        assertThat(done(submitRequest.submit(caller("alice"), key, form())).changed())
                .isTrue();
    }

    @Test
    void refusesARoleThatTheResourceDoesNotHave() {
        RequestForm form = new RequestForm(
                new Access("payments-staging", "god"), Duration.ofMinutes(1), null, "x", null, false, null, null, null);

        assertThat(submitRequest.submit(caller("alice"), newKey(), form))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.first().pointer()).isEqualTo("/role");
                    assertThat(refused.first().detail()).contains("reader");
                });
    }

    @Test
    void replacesAnOpenRequestInTheSameTransaction() {
        RequestId old = submitted();

        RequestId fresh = done(submitRequest.submit(caller("alice"), newKey(), replacing(old)))
                .id();

        assertThat(view(old).state()).isEqualTo(RequestState.CANCELLED);
        assertThat(told(old.value()).getLast())
                .isInstanceOfSatisfying(
                        RequestCancelled.class,
                        event -> assertThat(event.getReplacedBy()).contains(fresh.value()));
        assertThat(refusal(submitRequest.submit(caller("alice"), newKey(), replacing(old))))
                .isEqualTo(Rule.WRONG_STATE);
    }

    @Test
    void doesNotReplaceAnotherPersonsRequest() {
        RequestId old = submitted();

        assertThat(submitRequest.submit(caller("bob"), newKey(), replacing(old)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.first().pointer()).isEqualTo("/replaces"));
        assertThat(view(old).state()).isEqualTo(RequestState.EVALUATING);
    }

    @Test
    void storesNothingWhenTheEventCanNotBeWritten() {
        RequestId id = submitted();
        int events = told(id.value()).size();

        assertThatThrownBy(() -> requests.inOneTransaction(() -> {
                    act.cancel(caller("alice"), id, null, null);
                    throw new IllegalStateException("the transaction is lost");
                }))
                .hasMessage("the transaction is lost");

        assertThat(view(id).state()).isEqualTo(RequestState.EVALUATING);
        assertThat(told(id.value())).hasSize(events);
    }

    @Test
    void showsARequestToThoseItConcernsOnly() {
        RequestId id = submitted();

        assertThat(views.mine(Fixtures.ALICE, RequestViews.Filter.NONE, new RequestViews.Page(null, 1)))
                .singleElement()
                .satisfies(view -> assertThat(view.request().id()).isEqualTo(id));
        assertThat(views.all(caller("ivan"), RequestViews.Filter.NONE, new RequestViews.Page(null, 10)))
                .isEmpty();
        assertThat(ids(views.all(
                        caller("bob", "payments-leads"), RequestViews.Filter.NONE, new RequestViews.Page(null, 10))))
                .contains(id);
        assertThat(Visibility.sees(caller("ivan"), view(id).request(), view(id).owner()))
                .isFalse();
    }

    private static List<RequestId> ids(List<RequestViews.View> shown) {
        return shown.stream().map(view -> view.request().id()).toList();
    }
}
