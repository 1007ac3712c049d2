package hourglass.messaging;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schema registry by its Confluent API. Keeps nothing: see [KnownSchemas].
final class Registry {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int NO_SUCH_SUBJECT = 40401;
    private static final int NO_SUCH_SCHEMA = 40403;

    private final RegistrySettings settings;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.shared();

    Registry(RegistrySettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    }

    /// The id of `schema` under `subject`, registering it when it is new.
    ///
    /// @throws IllegalStateException when the registry finds it incompatible with what it has
    /// @throws RegistryUnavailableException when there is no answer to rely on
    int register(String subject, Schema schema) {
        HttpResponse<String> answer = post("/subjects/" + subject + "/versions", schema);
        return switch (answer.statusCode()) {
            case 200 -> id(answer);
            case 409, 422 ->
                throw new IllegalStateException("The registry refuses the schema of " + subject
                        + ", so the contract was changed in a way its readers can't follow: " + answer.body());
            default -> throw unexpected(answer);
        };
    }

    /// The id of `schema` under `subject`, if its writer has registered it.
    ///
    /// @throws RegistryUnavailableException when there is no answer to rely on
    OptionalInt find(String subject, Schema schema) {
        HttpResponse<String> answer = post("/subjects/" + subject, schema);
        if (answer.statusCode() == 200) {
            return OptionalInt.of(id(answer));
        }
        int code = errorCode(answer);
        if (code == NO_SUCH_SUBJECT || code == NO_SUCH_SCHEMA) {
            return OptionalInt.empty();
        }
        throw unexpected(answer);
    }

    /// The schema of an id; empty when the registry answers that it has none.
    ///
    /// @throws RegistryUnavailableException when there is no answer to rely on
    Optional<Schema> byId(int id) {
        HttpResponse<String> answer = send(request("/schemas/ids/" + id).GET().build());
        if (answer.statusCode() == 200) {
            return Optional.of(schema(answer));
        }
        if (answer.statusCode() == 404 && errorCode(answer) == NO_SUCH_SCHEMA) {
            return Optional.empty();
        }
        throw unexpected(answer);
    }

    private HttpResponse<String> post(String path, Schema schema) {
        String body = json.createObjectNode().put("schema", schema.toString()).toString();
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        String base = settings.url().toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(settings.timeout())
                .header("Content-Type", TYPE)
                .header("Accept", TYPE);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    "The schema registry at " + settings.url() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("Interrupted while asking the schema registry", e);
        }
    }

    private int id(HttpResponse<String> answer) {
        JsonNode id = body(answer).path("id");
        if (!id.isInt()) {
            throw unexpected(answer);
        }
        return id.intValue();
    }

    private Schema schema(HttpResponse<String> answer) {
        try {
            return new Schema.Parser().parse(body(answer).path("schema").stringValue(""));
        } catch (AvroRuntimeException e) {
            throw new UndecodableException("The registry's schema is not an Avro schema: " + e.getMessage(), e);
        }
    }

    private int errorCode(HttpResponse<String> answer) {
        return answer.statusCode() == 404 ? body(answer).path("error_code").intValue(0) : 0;
    }

    private JsonNode body(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            throw unexpected(answer);
        }
    }

    private RegistryUnavailableException unexpected(HttpResponse<String> answer) {
        return new RegistryUnavailableException(
                "The schema registry at " + settings.url() + " answered " + answer.statusCode() + ": " + answer.body());
    }
}
