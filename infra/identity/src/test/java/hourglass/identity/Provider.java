package hourglass.identity;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A running provider on a free port, and the requests that a client program makes.
final class Provider implements AutoCloseable {

    static final String SECRET = "a-secret-for-this-test";
    static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    final String url;
    private final ConfigurableApplicationContext running;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    private Provider(int port, ConfigurableApplicationContext running) {
        this.url = "http://localhost:" + port;
        this.running = running;
    }

    static Provider start(Path data, String... more) throws IOException {
        return start(freePort(), data, more);
    }

    static Provider start(int port, Path data, String... more) {
        String[] settings = Stream.concat(
                        Stream.of(
                                "--server.port=" + port,
                                "--hourglass.identity.data=" + data,
                                "--hourglass.identity.service-secret=" + SECRET),
                        Stream.of(more))
                .toArray(String[]::new);
        return new Provider(port, SpringApplication.run(IdentityApplication.class, settings));
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    int port() {
        return URI.create(url).getPort();
    }

    Browser browser() {
        return new Browser(url);
    }

    HttpResponse<String> form(String path, Map<String, String> fields) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(fields))));
    }

    HttpResponse<String> formAs(String client, String secret, String path, Map<String, String> fields)
            throws Exception {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.ofString(encode(fields))));
    }

    HttpResponse<String> json(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    /// The claims of a JWT, unchecked.
    JsonNode claims(String token) {
        return part(token, 1);
    }

    JsonNode header(String token) {
        return part(token, 0);
    }

    private JsonNode part(String token, int index) {
        return json.readTree(
                Base64.getUrlDecoder().decode(List.of(token.split("\\.", -1)).get(index)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        running.close();
    }
}
