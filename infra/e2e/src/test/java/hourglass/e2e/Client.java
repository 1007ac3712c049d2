package hourglass.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the services over HTTP as one signed-in person, as any client would.
final class Client {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String token;

    Client(String token) {
        this.token = token;
    }

    /// What came back: status, `ETag` and body (an object node without fields when the body is empty or no JSON).
    record Answer(int status, Optional<String> etag, JsonNode body) {
        String text(String pointer) {
            return body.at(pointer).asString("");
        }

        /// The body's `state`.
        String state() {
            return text("/state");
        }
    }

    Answer get(String uri, String... headers) {
        return send("GET", uri, null, headers);
    }

    Answer post(String uri, Object body, String... headers) {
        return send("POST", uri, JSON.writeValueAsString(body), headers);
    }

    Answer postRaw(String uri, String body, String... headers) {
        return send("POST", uri, body, headers);
    }

    /// Downloads to bytes; the answer must be a 200.
    byte[] download(String uri) {
        HttpResponse<byte[]> response = exchange(request(uri).GET().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new AssertionError(uri + " answered " + response.statusCode());
        }
        return response.body();
    }

    private Answer send(String method, String uri, @Nullable String body, String... headers) {
        HttpRequest.Builder request = request(uri);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = exchange(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers().firstValue("ETag"), parsed(response.body()));
    }

    private HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(70))
                .header("Authorization", "Bearer " + token);
    }

    private static <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new AssertionError(request.uri() + " can't be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode parsed(String body) {
        return body.isBlank() || "{[".indexOf(body.strip().charAt(0)) < 0
                ? JSON.createObjectNode()
                : JSON.readTree(body);
    }

    /// A mutable map for a body, in the order given: name, value, name, value …; null values are left out.
    static Map<String, Object> body(@Nullable Object... pairs) {
        Map<String, Object> body = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Object name = pairs[i];
            Object value = pairs[i + 1];
            if (name != null && value != null) {
                body.put(name.toString(), value);
            }
        }
        return body;
    }
}
