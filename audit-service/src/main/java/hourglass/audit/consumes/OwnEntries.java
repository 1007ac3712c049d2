package hourglass.audit.consumes;

import hourglass.audit.Gap;
import hourglass.audit.log.Envelope;
import hourglass.events.Headers;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what the log wrote about itself.
final class OwnEntries {
    private static final JsonMapper JSON = new JsonMapper();

    private OwnEntries() {}

    /// The gap that an entry tells of, empty when it tells of something else.
    static Optional<Gap> gap(Envelope envelope) {
        if (!Gap.TYPE.equals(envelope.header(Headers.TYPE))) {
            return Optional.empty();
        }
        JsonNode json = JSON.readTree(Objects.requireNonNull(envelope.value()));
        JsonNode partition = json.get("partition");
        String notBefore = text(json, "notBefore");
        return Optional.of(new Gap(
                Gap.Kind.valueOf(json.get("kind").asString()),
                json.get("topic").asString(),
                partition == null ? null : partition.asInt(),
                text(json, "writer"),
                text(json, "aggregate"),
                json.get("first").asLong(),
                json.get("last").asLong(),
                notBefore == null ? null : Instant.parse(notBefore),
                Instant.parse(json.get("notAfter").asString())));
    }

    private static @Nullable String text(JsonNode json, String member) {
        JsonNode value = json.get(member);
        return value == null ? null : value.asString();
    }
}
