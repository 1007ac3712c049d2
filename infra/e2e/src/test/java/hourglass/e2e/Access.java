package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.e2e.Client.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// One person's requests, in the words of the REST API.
final class Access {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stack stack;
    private final Client client;

    Access(Stack stack, String person) {
        this.stack = stack;
        this.client = stack.as(person);
    }

    Client client() {
        return client;
    }

    /// Submits and waits for the first decision; the answer must be a 201.
    Answer ask(String resource, String role, String duration, String reason) {
        return ask(Client.body("resource", resource, "role", role, "duration", duration, "reason", reason));
    }

    Answer ask(Map<String, Object> body) {
        Answer answer = submit(body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer;
    }

    /// Submits whatever it is and gives back whatever comes.
    Answer submit(Map<String, Object> body) {
        return client.post(
                stack.request("/v1/requests"),
                body,
                "Idempotency-Key",
                '"' + UUID.randomUUID().toString() + '"',
                "Prefer",
                "wait=30");
    }

    Answer view(String id) {
        return client.get(stack.request("/v1/requests/" + id));
    }

    Answer approve(Answer seen, String comment) {
        return vote("approve", seen, comment);
    }

    Answer refuse(Answer seen, String comment) {
        return vote("refuse", seen, comment);
    }

    Answer act(String id, String verb, Map<String, Object> body) {
        return client.post(stack.request("/v1/requests/" + id + ":" + verb), body);
    }

    /// Waits until the request is in one of the states, and gives the view.
    Answer awaitState(String id, String... states) {
        return await("request " + id + " in " + Arrays.toString(states))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> view(id), answer -> Arrays.asList(states).contains(answer.state()));
    }

    /// The view of a request that was asked for and is now active.
    Answer active(String resource, String role, String duration, String reason) {
        return awaitState(ask(resource, role, duration, reason).text("/id"), "ACTIVE");
    }

    JsonNode timeline(String id) {
        return client.get(stack.request("/v1/requests/" + id + "/timeline"))
                .body()
                .path("items");
    }

    private Answer vote(String verb, Answer seen, String comment) {
        return client.post(
                stack.request("/v1/requests/" + seen.text("/id") + ":" + verb),
                Client.body("requestDigest", seen.text("/requestDigest"), "comment", comment),
                "Prefer",
                "wait=30");
    }
}
