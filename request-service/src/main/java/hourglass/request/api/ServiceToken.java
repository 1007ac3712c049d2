package hourglass.request.api;

import hourglass.web.IdentitySettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// This service's own access token, by client credentials from the first identity provider, kept until shortly
/// before it ends.
final class ServiceToken {
    private static final Duration BEFORE_ITS_END = Duration.ofSeconds(30);

    private final URI issuer;
    private final ClientSettings client;
    private final Duration timeout;
    private final HttpClient http;
    private final JsonMapper json;
    private final InstantSource clock;
    private @Nullable Token token;

    private record Token(String value, Instant until) {}

    ServiceToken(
            IdentitySettings identity,
            ClientSettings client,
            Duration timeout,
            HttpClient http,
            JsonMapper json,
            InstantSource clock) {
        this.issuer = identity.issuers().getFirst().issuer();
        this.client = client;
        this.timeout = timeout;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    /// @throws IOException when the identity provider doesn't answer, or not with a token
    synchronized String value() throws IOException, InterruptedException {
        Token kept = token;
        if (kept == null || !clock.instant().isBefore(kept.until())) {
            kept = fetch();
            token = kept;
        }
        return kept.value();
    }

    /// The service it was shown to did not take it.
    synchronized void forget() {
        token = null;
    }

    private Token fetch() throws IOException, InterruptedException {
        URI endpoint = URI.create(text(get(issuer + "/.well-known/openid-configuration"), "token_endpoint"));
        String credentials = encoded(client.clientId()) + ":" + encoded(client.clientSecret());
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=hourglass"))
                .build();
        JsonNode answer = answer(http.send(request, BodyHandlers.ofString()));
        Duration lives = Duration.ofSeconds(answer.path("expires_in").asLong(60));
        return new Token(
                text(answer, "access_token"), clock.instant().plus(lives).minus(BEFORE_ITS_END));
    }

    private JsonNode get(String address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(timeout).build();
        return answer(http.send(request, BodyHandlers.ofString()));
    }

    private JsonNode answer(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("The identity provider answered " + answer.statusCode() + " to " + answer.uri());
        }
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException("The identity provider's answer is not JSON", e);
        }
    }

    private static String text(JsonNode node, String name) throws IOException {
        String text = node.path(name).stringValue("");
        if (text.isEmpty()) {
            throw new IOException("The identity provider's answer has no " + name);
        }
        return text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
