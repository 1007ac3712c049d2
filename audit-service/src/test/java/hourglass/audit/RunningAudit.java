package hourglass.audit;

import hourglass.testkit.Database;
import hourglass.testkit.TestRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole service on real parts, started and stopped by a test.
final class RunningAudit implements AutoCloseable {
    static final String ORIGIN = "audit.hansepay.example";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;
    private final Path folder;

    private RunningAudit(ConfigurableApplicationContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    /// @param folder holds the log's key, made when absent, and its anchor
    static RunningAudit start(Database database, String kafka, Path folder, TestIssuer issuer, String... more) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("server.port", 0);
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
        settings.put("spring.kafka.bootstrap-servers", kafka);
        settings.put("hourglass.registry.url", TestRegistry.url());
        settings.put("hourglass.identity.issuers[0].alias", "local");
        settings.put("hourglass.identity.issuers[0].issuer", issuer.address());
        settings.put("hourglass.audit.origin", ORIGIN);
        settings.put("hourglass.audit.signing-key", key(folder));
        settings.put("hourglass.audit.anchor", folder.resolve("anchor"));
        settings.put("hourglass.audit.announce-every", "100ms");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        String[] args = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new RunningAudit(SpringApplication.run(AuditApplication.class, args), folder);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Worker worker(String name) {
        return context.getBean(name, Worker.class);
    }

    Path anchor() {
        return folder.resolve("anchor/checkpoint");
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    HttpResponse<byte[]> get(String token, String path, String... parameters) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromUriString("http://localhost:" + port() + path);
        for (int i = 0; i < parameters.length; i += 2) {
            uri.queryParam(parameters[i], parameters[i + 1]);
        }
        return call(token, uri.encode().build().toUri(), "*/*");
    }

    HttpResponse<byte[]> get(String token, URI path, String accept) {
        return call(token, URI.create("http://localhost:" + port()).resolve(path), accept);
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        return JSON.readTree(response.body());
    }

    private static HttpResponse<byte[]> call(String token, URI uri, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", accept);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private static Path key(Path folder) {
        Path key = folder.resolve("log.pem");
        try {
            if (!Files.exists(key)) {
                byte[] encoded = KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded();
                Files.writeString(
                        key,
                        "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder().encodeToString(encoded)
                                + "\n-----END PRIVATE KEY-----\n");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
