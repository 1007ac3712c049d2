package hourglass.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One signed-in person who asks for access over REST.
///
/// @param name key in the directory and account on the target
/// @param token access token
/// @param requests address of the requests collection
record Person(String name, String token, String requests) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Person signIn(String name, String identity, String requestService) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(identity + "/local/tokens"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"as\":\"" + name + "\"}"))
                .build();
        JsonNode answer = JSON.readTree(expect(200, send(request)).body());
        return new Person(name, answer.path("access_token").asString(), requestService + "/v1/requests");
    }

    /// Submits without waiting; gives the request's id.
    String submit(String resource, String role, Duration duration) {
        String body = String.format(
                Locale.ROOT,
                "{\"resource\":\"%s\",\"role\":\"%s\",\"duration\":\"PT%dS\",\"reason\":\"measured by the bench\"}",
                resource,
                role,
                duration.toSeconds());
        HttpRequest request = authorized(requests)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(expect(201, send(request)).body()).path("id").asString();
    }

    /// Waits by long poll until the request is in that state.
    ///
    /// @throws IllegalStateException when it ends in another final state
    void await(String id, String state) {
        String etag = "\"0\"";
        while (true) {
            HttpResponse<String> response = send(authorized(requests + "/" + id)
                    .header("If-None-Match", etag)
                    .header("Prefer", "wait=30")
                    .build());
            if (response.statusCode() == 304) {
                continue;
            }
            String now =
                    JSON.readTree(expect(200, response).body()).path("state").asString();
            if (now.equals(state)) {
                return;
            }
            if (now.equals("DENIED") || now.equals("FAILED") || now.equals("CANCELLED") || now.equals("HELD")) {
                throw new IllegalStateException("Request " + id + " became " + now + ": " + response.body());
            }
            etag = response.headers().firstValue("ETag").orElse(etag);
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
