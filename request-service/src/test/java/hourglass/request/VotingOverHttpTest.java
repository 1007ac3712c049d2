package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.AttemptRefused;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Votes over HTTP: whose count, what they are bound to, and what is said to others.
class VotingOverHttpTest extends OverHttp {
    @Test
    void takesAVoteAndSaysTheSameWhenItIsRepeated() {
        RequestId id = inReview("alice");
        Answered first = post("bob", "/v1/requests/" + id + ":approve", vote(id));
        Answered again = post("bob", "/v1/requests/" + id + ":approve", vote(id));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("/approvals/0/by/id")).isEqualTo("bob");
        assertThat(first.text("/approvals/0/stage")).isEqualTo("payments-debug/team-lead");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/revision")).isEqualTo(first.text("/revision"));
        assertThat(again.body().path("approvals").size()).isEqualTo(1);
    }

    @Test
    void answersAVoteOncePolicyHasLookedAtItWhenAskedToWait() throws InterruptedException {
        RequestId id = inReview("alice");
        Thread policy = Thread.ofVirtual().start(() -> {
            Awaitility.await().until(() -> !view(id).request().dossier().votes().isEmpty());
            decide(id, answerTo(id, 2).allow());
        });
        Answered answer = send(as("bob", "/v1/requests/" + id + ":approve")
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=60")
                .POST(BodyPublishers.ofString(vote(id))));
        policy.join();

        assertThat(answer.text("/state")).isEqualTo("ORDERED");
    }

    @Test
    void answersAVoteThatWaitsOnceTheRequestIsOver() throws Exception {
        RequestId id = inReview("alice");
        CompletableFuture<HttpResponse<String>> waiting = http.sendAsync(
                as("bob", "/v1/requests/" + id + ":approve")
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=60")
                        .POST(BodyPublishers.ofString(vote(id)))
                        .build(),
                BodyHandlers.ofString());
        Awaitility.await().until(() -> !view(id).request().dossier().votes().isEmpty());
        post("alice", "/v1/requests/" + id + ":cancel", "{}");

        assertThat(waiting.get(50, TimeUnit.SECONDS).body()).contains("\"CANCELLED\"");
    }

    @Test
    void refusesApprovalByTheRequesterUnderEachOfTheirIdentities() {
        person("alice", "engineers");
        directory.mirror(
                new Directory.Person(
                        new PersonId("alice"),
                        2,
                        false,
                        true,
                        "Alice",
                        null,
                        "payments",
                        null,
                        List.of(
                                new Directory.Identity("local", "alice-subject"),
                                new Directory.Identity("local", "alice-admin-subject")),
                        Set.of()),
                UUID.randomUUID());
        RequestId id = inReview("alice");

        for (String identity : List.of("alice", "alice-admin")) {
            Answered answer = post(identity, "/v1/requests/" + id + ":approve", vote(id));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text("/type")).isEqualTo("/problems/own-request");
            assertThat(answer.text("/detail")).containsIgnoringCase("bob");
        }
        assertThat(view(id).request().dossier().votes()).isEmpty();
        assertThat(told("alice"))
                .anyMatch(event -> event instanceof AttemptRefused attempt
                        && attempt.getRule().equals("own-request")
                        && attempt.getAction().equals("approve")
                        && attempt.getSubject().equals(Optional.of(id.value())));
    }

    @Test
    void saysByNameWhomToAskAndWhoDecided() {
        named("dora", "Dora Lind");
        named("karl", "Karl Kaya");
        RequestId id = requested("dora");
        Decision.Stage stage =
                Fixtures.stage("payments-debug/team-lead", List.of("group:payments-leads"), "karl", "unknown");
        decide(id, answerTo(id, 1).asking(stage).review());
        String whom = "You made this request. Ask Karl Kaya, unknown or anyone in group payments-leads.";

        assertThat(get("dora", "/v1/requests/" + id).text("/blocked/approve")).isEqualTo(whom);
        assertThat(post("dora", "/v1/requests/" + id + ":approve", vote(id)).text("/detail"))
                .isEqualTo(whom);

        String no = json.writeValueAsString(Map.of("requestDigest", digest(id), "comment", "not now"));
        assertThat(post("karl", "/v1/requests/" + id + ":refuse", no).status()).isEqualTo(200);
        decide(id, answerTo(id, 2).deny("REFUSED"));
        Answered late = post("bob", "/v1/requests/" + id + ":approve", vote(id));
        assertThat(late.text("/type")).isEqualTo("/problems/already-decided");
        assertThat(late.text("/detail"))
                .matches("This request is already DENIED: Karl Kaya refused it at \\d{4}-.*Z\\.");
    }

    @Test
    void refusesVotesOfPeopleWhoAreNotAsked() {
        RequestId id = requested("alice");
        decide(id, answerTo(id, 1).asking(stageFor("grace")).review());

        Answered answer = post("bob", "/v1/requests/" + id + ":approve", vote(id));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/type")).isEqualTo("/problems/not-an-approver");
    }

    @Test
    void refusesAVoteForAnotherContent() {
        RequestId id = inReview("alice");
        Answered answer =
                post("bob", "/v1/requests/" + id + ":approve", "{\"requestDigest\":\"sha256:" + "0".repeat(64) + "\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("/problems/request-differs");
    }

    @Test
    void wantsADigestAndForARefusalAReason() {
        RequestId id = inReview("alice");

        assertThat(post("bob", "/v1/requests/" + id + ":approve", "{}").text("/errors/0/pointer"))
                .isEqualTo("/requestDigest");
        assertThat(post("bob", "/v1/requests/" + id + ":refuse", vote(id)).text("/errors/0/pointer"))
                .isEqualTo("/comment");
    }

    /// A08: one outcome whatever races, and nothing granted after a cancel.
    @Test
    void letsOneActWinWhenManyRace() throws Exception {
        RequestId id = inReview("alice");
        String vote = vote(id);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> acts = IntStream.range(0, 50)
                    .<Callable<Integer>>mapToObj(i -> () -> i % 2 == 0
                            ? post("alice", "/v1/requests/" + id + ":cancel", "{}")
                                    .status()
                            : post("bob", "/v1/requests/" + id + ":approve", vote)
                                    .status())
                    .toList();
            for (Future<Integer> act : threads.invokeAll(acts)) {
                assertThat(act.get()).isIn(200, 409);
            }
        }
        assertThat(view(id).state()).isEqualTo(RequestState.CANCELLED);
        assertThat(toldTypes(id).stream().filter(type -> type.equals("RequestCancelled")))
                .hasSize(1);
        assertThat(view(id).request().dossier().votes()).hasSizeLessThanOrEqualTo(1);
    }
}
