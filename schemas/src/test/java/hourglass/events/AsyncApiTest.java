package hourglass.events;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// `asyncapi.yaml` says what the IDL says: the same topics, the same records on each, the current schemas.
class AsyncApiTest {
    private final Map<?, ?> document = read();

    @Test
    void describesEveryTopicWithItsRecords() {
        Map<?, ?> channels = at(document, "channels");
        assertThat(channels.values())
                .extracting(channel -> ((Map<?, ?>) channel).get("address"))
                .map(Object::toString)
                .containsExactlyInAnyOrderElementsOf(Topics.ALL);
        for (Object channel : channels.values()) {
            String topic = String.valueOf(((Map<?, ?>) channel).get("address"));
            List<String> records =
                    TopicRecords.on(topic).stream().map(Class::getSimpleName).toList();
            assertThat(at((Map<?, ?>) channel, "messages").keySet())
                    .as(topic)
                    .map(Object::toString)
                    .containsExactlyInAnyOrderElementsOf(records);
        }
    }

    @Test
    void everyMessageRefersToTheCurrentSchema() throws IOException {
        Map<?, ?> messages = at(document, "components", "messages");
        for (Map.Entry<?, ?> message : messages.entrySet()) {
            String file = String.valueOf(
                    at((Map<?, ?>) message.getValue(), "payload", "schema").get("$ref"));
            Schema referred = new Schema.Parser().parse(Files.readString(Path.of(file)));
            Schema current = Topics.ALL.stream()
                    .flatMap(topic -> TopicRecords.on(topic).stream())
                    .filter(type -> type.getSimpleName().equals(message.getKey()))
                    .map(TopicRecords::schema)
                    .findFirst()
                    .orElseThrow();
            assertThat(referred.toString()).as("%s", message.getKey()).isEqualTo(current.toString());
        }
    }

    @Test
    void namesTheHeadersOfTheContract() {
        assertThat(at(document, "components", "schemas", "headers", "properties")
                        .keySet())
                .map(Object::toString)
                .containsExactly(
                        Headers.ID, Headers.TYPE, Headers.SOURCE, Headers.TIME, Headers.SUBJECT, Headers.TRACE);
    }

    @Test
    void everyReferenceLeadsToSomething() {
        assertThat(References.in(document)).hasSizeGreaterThan(90);
        assertThat(References.dangling(document)).isEmpty();
    }

    @Test
    void aChannelsMessageIsTheOneOfItsName() {
        for (Object channel : at(document, "channels").values()) {
            at((Map<?, ?>) channel, "messages")
                    .forEach((name, message) -> assertThat(message)
                            .as("%s", name)
                            .isEqualTo(Map.of("$ref", "#/components/messages/" + name)));
        }
    }

    @Test
    void aReferenceToNothingIsFound() {
        assertThat(References.dangling(brokenAt("#/components/messages/GrantActivated")))
                .containsExactly("#/components/messages/GrantActivated-");
        assertThat(References.dangling(brokenAt("#/channels/requests"))).containsExactly("#/channels/requests-");
        assertThat(References.dangling(brokenAt("./src/main/frozen/v1/Heartbeat.avsc")))
                .containsExactly("./src/main/frozen/v1/Heartbeat.avsc-");
    }

    /// The document with one reference that leads nowhere.
    private static Map<?, ?> brokenAt(String reference) {
        String text = text();
        assertThat(text).contains(reference);
        return new Yaml().load(text.replaceFirst("(\\$ref: '?" + Pattern.quote(reference) + ")", "$1-"));
    }

    private static Map<?, ?> at(Map<?, ?> node, String... path) {
        Map<?, ?> here = node;
        for (String name : path) {
            here = (Map<?, ?>) requireNonNull(here.get(name), name);
        }
        return here;
    }

    private static Map<?, ?> read() {
        return new Yaml().load(text());
    }

    private static String text() {
        try {
            return Files.readString(Path.of("asyncapi.yaml"));
        } catch (IOException e) {
            throw new AssertionError("asyncapi.yaml must lie beside the pom", e);
        }
    }
}
