package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The committed description is what the controllers are. After a wanted change run this test with
/// `-Dopenapi.write=true`, and read the difference before committing it.
class OpenApiTest extends OverHttp {
    private static final Path COMMITTED = Path.of("openapi.json");

    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @Test
    void isCommittedAsItIs() throws IOException {
        Answered described = get("alice", "/v1/openapi");
        assertThat(described.status()).isEqualTo(200);
        String now = SORTED.writeValueAsString(sorted(described.body())) + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(COMMITTED, now);
        }

        assertThat(COMMITTED).content().isEqualTo(now);
        assertThat(described.text("/openapi")).startsWith("3.1");
    }

    @Test
    void describesEveryCallOfTheReference() {
        JsonNode paths = get("alice", "/v1/openapi").body().path("paths");

        assertThat(paths.propertyNames())
                .contains(
                        "/v1/requests",
                        "/v1/requests:preview",
                        "/v1/requests/{id}",
                        "/v1/requests/{id}/timeline",
                        "/v1/requests/{id}:approve",
                        "/v1/requests/{id}:refuse",
                        "/v1/requests/{id}:cancel",
                        "/v1/requests/{id}:resume",
                        "/v1/requests/{id}:end",
                        "/v1/requests/{id}:review",
                        "/v1/resources",
                        "/v1/resources/{id}",
                        "/v1/me",
                        "/v1/me/events",
                        "/.well-known/hourglass");
    }

    private static Object sorted(JsonNode node) {
        if (!node.isObject()) {
            return node.isArray() ? node.valueStream().map(OpenApiTest::sorted).toList() : node;
        }
        Map<String, Object> fields = new TreeMap<>();
        node.forEachEntry((name, value) -> fields.put(name, sorted(value)));
        return fields;
    }
}
