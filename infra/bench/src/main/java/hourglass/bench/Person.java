package hourglass.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One signed-in person who asks for access over REST.
///
/// @param name key in the directory and account on the target
/// @param token access token
/// @param requests address of the requests collection
record Person(String name, String token, String requests) {
    /// Without the offer to upgrade that each request would carry otherwise.
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String WAIT = "wait=30";
    /// Nothing follows them here.
    private static final Set<String> LAST = Set.of("DENIED", "FAILED", "CANCELLED", "HELD", "ENDED");
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Person signIn(String name, String identity, String requestService) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(identity + "/local/tokens"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"as\":\"" + name + "\"}"))
                .build();
        JsonNode answer = JSON.readTree(expect(200, send(request)).body());
        return new Person(name, answer.path("access_token").asString(), requestService + "/v1/requests");
    }

    /// A request as an answer showed it.
    record Seen(String id, String state, String etag) {
        static Seen in(HttpResponse<String> response) {
            Body body = JSON.readValue(response.body(), Body.class);
            return new Seen(
                    body.id(),
                    body.state(),
                    response.headers().firstValue("ETag").orElseThrow());
        }

        private record Body(String id, String state) {}
    }

    /// Submits as the command line does: the answer comes once policy has decided.
    Seen submit(String resource, String role, Duration duration) {
        String body = String.format(
                Locale.ROOT,
                "{\"resource\":\"%s\",\"role\":\"%s\",\"duration\":\"PT%dS\",\"reason\":\"measured by the bench\"}",
                resource,
                role,
                duration.toSeconds());
        HttpRequest request = authorized(requests)
                .header("Content-Type", "application/json")
                .header("Prefer", WAIT)
                .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return Seen.in(expect(201, send(request)));
    }

    /// Waits by long poll until the request is in that state.
    ///
    /// @throws IllegalStateException when it ends in another
    void await(Seen request, String state) {
        Seen seen = request;
        while (!seen.state().equals(state)) {
            if (LAST.contains(seen.state())) {
                throw new IllegalStateException("Request " + seen.id() + " became " + seen.state());
            }
            HttpResponse<String> response = send(authorized(requests + "/" + seen.id())
                    .header("If-None-Match", seen.etag())
                    .header("Prefer", WAIT)
                    .build());
            if (response.statusCode() != 304) {
                seen = Seen.in(expect(200, response));
            }
        }
    }

    private HttpRequest.Builder authorized(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + " can't be reached: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(
                    response.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response;
    }
}
