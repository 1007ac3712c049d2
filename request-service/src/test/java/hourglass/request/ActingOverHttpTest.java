package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.AttemptRefused;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cancelling, resuming and ending over HTTP, and what all acts have in common.
class ActingOverHttpTest extends OverHttp {
    @Test
    void showsNobodyARequestThatIsNotTheirs() {
        RequestId id = requested("alice");
        for (String path : List.of("", "/timeline")) {
            Answered answer = get("grace", "/v1/requests/" + id + path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("/type")).isEqualTo("/problems/not-found");
        }
        for (String act : List.of("cancel", "end", "resume")) {
            assertThat(post("grace", "/v1/requests/" + id + ":" + act, "{}").status())
                    .as(act)
                    .isEqualTo(404);
        }
        assertThat(post("grace", "/v1/requests/" + id + ":approve", vote(id)).status())
                .isEqualTo(404);
        assertThat(get("auditor", "/v1/requests/" + id, "auditor").status()).isEqualTo(200);
        assertThat(get("operator", "/v1/requests/" + id, "operator").status()).isEqualTo(200);
        assertThat(get("bob", "/v1/requests/" + id).status()).as("owner").isEqualTo(200);
    }

    @Test
    void honoursIfMatchOnEveryAct() {
        RequestId id = inReview("alice");
        for (String act : List.of("cancel", "approve")) {
            Answered answer = send(as(act.equals("cancel") ? "alice" : "bob", "/v1/requests/" + id + ":" + act)
                    .header("Content-Type", "application/json")
                    .header("If-Match", "\"1\"")
                    .POST(BodyPublishers.ofString(act.equals("cancel") ? "{}" : vote(id))));
            assertThat(answer.status()).as(act).isEqualTo(412);
            assertThat(answer.text("/type")).isEqualTo("/problems/changed-meanwhile");
        }
        String tag = get("alice", "/v1/requests/" + id).header("ETag");
        Answered taken = send(as("alice", "/v1/requests/" + id + ":cancel")
                .header("If-Match", tag)
                .POST(BodyPublishers.noBody()));
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.text("/state")).isEqualTo("CANCELLED");
    }

    @Test
    void endsAccessForItsHolderItsOwnerAndAnOperatorWhoSaysWhy() {
        RequestId mine = active("alice");
        assertThat(get("alice", "/v1/requests/" + mine).text("/grant/state")).isEqualTo("ACTIVE");
        assertThat(post("alice", "/v1/requests/" + mine + ":end", "{}").text("/state"))
                .isEqualTo("ENDING");
        assertThat(post("alice", "/v1/requests/" + mine + ":end", "{}").status())
                .isEqualTo(200);

        RequestId operators = active("alice");
        person("erin");
        assertThat(post("erin", "/v1/requests/" + operators + ":end", "{}", "operator")
                        .text("/errors/0/pointer"))
                .isEqualTo("/comment");
        assertThat(post("erin", "/v1/requests/" + operators + ":end", "{\"comment\":\"incident over\"}", "operator")
                        .text("/state"))
                .isEqualTo("ENDING");
        assertThat(post("bob", "/v1/requests/" + active("alice") + ":end", "{}").text("/state"))
                .as("owner")
                .isEqualTo("ENDING");
    }

    @Test
    void cancelsForTheOwnerAndForAnOperatorWhoSaysWhy() {
        person("erin");
        RequestId owners = requested("alice");
        assertThat(get("bob", "/v1/requests/" + owners).body().path("actions").toString())
                .contains("cancel");
        Answered byOwner = post("bob", "/v1/requests/" + owners + ":cancel", "{}");
        assertThat(byOwner.text("/state")).isEqualTo("CANCELLED");
        assertThat(view(owners).request())
                .isInstanceOfSatisfying(
                        AccessRequest.Cancelled.class,
                        cancelled -> assertThat(cancelled.reason()).isEqualTo(CancelReason.OWNER));
        assertThat(cancelled(owners).getReason()).isEqualTo(hourglass.events.CancelReason.OWNER);
        assertThat(cancelled(owners).getMeta().getActor().getId()).isEqualTo("bob");

        RequestId operators = inReview("alice");
        assertThat(get("erin", "/v1/requests/" + operators, "operator")
                        .body()
                        .path("actions")
                        .toString())
                .contains("cancel");
        assertThat(post("erin", "/v1/requests/" + operators + ":cancel", "{}", "operator")
                        .text("/errors/0/pointer"))
                .isEqualTo("/comment");
        assertThat(view(operators).state()).isEqualTo(RequestState.IN_REVIEW);
        String why = "{\"comment\":\"the incident is over\"}";
        assertThat(post("erin", "/v1/requests/" + operators + ":cancel", why, "operator")
                        .text("/state"))
                .isEqualTo("CANCELLED");
        assertThat(cancelled(operators).getReason()).isEqualTo(hourglass.events.CancelReason.OPERATOR);
        assertThat(cancelled(operators).getComment()).contains("the incident is over");
        assertThat(views.timeline(operators).getLast().text()).isEqualTo("{erin} cancelled it: the incident is over");
    }

    private hourglass.events.RequestCancelled cancelled(RequestId id) {
        return (hourglass.events.RequestCancelled) told(id.value()).getLast();
    }

    @Test
    void refusesACancelByWhoIsOnlyAskedOrOnlyReadsAndTellsOfIt() {
        person("judy");
        named("dora", "Dora Lind");
        RequestId id = requested("dora");
        decide(id, answerTo(id, 1).asking(stageFor("grace")).review());
        assertThat(get("grace", "/v1/requests/" + id).text("/blocked/cancel"))
                .isEqualTo("Only Dora Lind, the resource's owner or an operator can cancel this request.");

        for (String person : List.of("grace", "judy")) {
            Answered refused = person.equals("judy")
                    ? post(person, "/v1/requests/" + id + ":cancel", "{\"comment\":\"no\"}", "auditor")
                    : post(person, "/v1/requests/" + id + ":cancel", "{\"comment\":\"no\"}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("/type")).isEqualTo("/problems/not-allowed");
            assertThat(told(person))
                    .anyMatch(event -> event instanceof AttemptRefused attempt
                            && attempt.getRule().equals("not-allowed")
                            && attempt.getAction().equals("cancel")
                            && attempt.getSubject().equals(Optional.of(id.value())));
        }
        assertThat(view(id).state()).isEqualTo(RequestState.IN_REVIEW);
    }

    @Test
    void refusesToCancelWhatIsOver() {
        RequestId id = requested("alice");
        decide(id, answerTo(id, 1).deny("NO_POLICY"));
        Answered answer = post("alice", "/v1/requests/" + id + ":cancel", "{}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("/problems/wrong-state");
        assertThat(answer.text("/traceId")).hasSize(32);
    }

    @Test
    void resumesAHeldRequestWithAFreshSession() {
        RequestId id = requested("alice");
        decide(id, answerTo(id, 1).hold(Decision.Mend.RESUME));
        Answered held = get("alice", "/v1/requests/" + id);
        assertThat(held.text("/state")).isEqualTo("HELD");
        assertThat(held.body().path("actions").toString()).contains("resume");

        Answered stale = send(stale(id));
        assertThat(stale.status()).isEqualTo(401);
        assertThat(stale.text("/type")).isEqualTo("/problems/second-factor-needed");
        assertThat(stale.header("WWW-Authenticate"))
                .contains("insufficient_user_authentication")
                .contains("max_age");

        Answered resumed = post("alice", "/v1/requests/" + id + ":resume", "");
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(view(id).request().dossier().asks().cause()).isEqualTo(AskCause.RESUMED);
        assertThat(post("bob", "/v1/requests/" + id + ":resume", "").status()).isEqualTo(403);
        assertThat(send(stale(id)).status()).as("a repetition").isEqualTo(200);

        decide(id, answerTo(id, 2).hold(Decision.Mend.RESUME));
        assertThat(send(stale(id)).status()).as("held once more").isEqualTo(401);
    }

    /// A resumption with the very sign-in that was held.
    private HttpRequest.Builder stale(RequestId id) {
        Instant held =
                Objects.requireNonNull(view(id).request().dossier().session().authTime());
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/requests/" + id + ":resume"))
                .header("Authorization", "Bearer " + NEIGHBOURS.tokenSignedInAt("alice", held))
                .POST(BodyPublishers.noBody());
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "refuse", "cancel", "resume", "end", "review"})
    void changesNothingOnGet(String act) {
        RequestId id = inReview("alice");

        assertThat(get("bob", "/v1/requests/" + id + ":" + act).status()).isEqualTo(404);
        assertThat(view(id).revision()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-id", "0193a5e2", "00000000-0000-0000-0000-000000000000", "%00", "1-1-1-1-1"})
    void answersNotFoundForIdsThatAreNone(String id) {
        int status = get("alice", "/v1/requests/" + id).status();
        assertThat(status).isIn(400, 404);
        assertThat(post("alice", "/v1/requests/" + id + ":cancel", "{}").status())
                .isIn(400, 404);
    }
}
