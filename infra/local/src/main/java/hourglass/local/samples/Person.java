package hourglass.local.samples;

import hourglass.local.stack.Addresses;
import hourglass.local.stack.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who is signed in without a password, as the local start allows, and what they do over REST.
final class Person {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String requests;
    private final String token;

    private Person(String requests, String token) {
        this.requests = requests;
        this.token = token;
    }

    /// Signs them in, second factor just now.
    static Person as(String name, Addresses addresses) {
        Answer answer = send(post(addresses.http(Member.IDENTITY) + "/local/tokens", Map.of("as", name)));
        return new Person(
                addresses.http(Member.REQUEST_SERVICE) + "/v1/requests",
                answer.expect(200).path("access_token").asString());
    }

    /// Sends a request and waits for policy's first answer to it.
    ///
    /// @param key sent again, it is the same request
    /// @return the view
    JsonNode ask(String key, Map<String, ?> form) {
        return send(signed(post(requests, form))
                        .header("Idempotency-Key", '"' + key + '"')
                        .header("Prefer", "wait=10"))
                .expect(201);
    }

    /// Votes on what they see of it, and waits until policy has looked at the vote.
    ///
    /// @param verb approve or refuse
    JsonNode vote(String verb, JsonNode request, String comment) {
        String digest = request.path("requestDigest").asString();
        return act(verb, request, Map.of("requestDigest", digest, "comment", comment))
                .expect(200);
    }

    /// Tries to approve their own, which must be refused.
    void approveOwn(JsonNode request) {
        String digest = request.path("requestDigest").asString();
        act("approve", request, Map.of("requestDigest", digest)).expect(403);
    }

    /// Cancels, ends or reviews it.
    JsonNode does(String verb, JsonNode request, Map<String, ?> body) {
        return act(verb, request, body).expect(200);
    }

    /// Waits until it is in that state.
    ///
    /// @throws IllegalStateException when it isn't within a minute
    JsonNode await(String state, JsonNode request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode seen = request;
        while (!seen.path("state").asString().equals(state)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "request " + id(request) + " is " + seen.path("state").asString() + " and not " + state);
            }
            Answer answer = send(signed(HttpRequest.newBuilder(URI.create(requests + "/" + id(request))))
                    .header("If-None-Match", '"' + seen.path("revision").asString() + '"')
                    .header("Prefer", "wait=5"));
            seen = answer.status == 304 ? seen : answer.expect(200);
        }
        return seen;
    }

    private Answer act(String verb, JsonNode request, Map<String, ?> body) {
        return send(
                signed(post(requests + "/" + id(request) + ":" + verb, body)).header("Prefer", "wait=10"));
    }

    private HttpRequest.Builder signed(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token);
    }

    private static String id(JsonNode request) {
        return request.path("id").asString();
    }

    private static HttpRequest.Builder post(String address, Map<String, ?> body) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private static Answer send(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(Duration.ofSeconds(30)).build();
        try {
            HttpResponse<String> answer = HTTP.send(built, HttpResponse.BodyHandlers.ofString());
            return new Answer(built.method() + " " + built.uri().getPath(), answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(built.method() + " " + built.uri() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private record Answer(String call, int status, String body) {
        JsonNode expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException(call + " was answered " + status + " and not " + wanted + ": " + body);
            }
            return JSON.readTree(body);
        }
    }
}
