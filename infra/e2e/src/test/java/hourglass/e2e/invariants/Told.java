package hourglass.e2e.invariants;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One record as it was told.
///
/// @param type simple name of the record type
/// @param writer the `ce_source` header
/// @param body the record as JSON, by the schema it was written with
public record Told(String topic, String key, String type, String writer, JsonNode body) {
    String eventId() {
        return text("/meta/eventId");
    }

    String causationId() {
        return text("/meta/causationId");
    }

    long sequence() {
        return number("/meta/sequence");
    }

    /// When it happened, by its writer's clock.
    Instant at() {
        return time("/meta/occurredAt");
    }

    boolean is(String name) {
        return type.equals(name);
    }

    /// Empty when it is absent.
    String text(String pointer) {
        return body.at(pointer).asString("");
    }

    long number(String pointer) {
        return body.at(pointer).asLong();
    }

    boolean has(String pointer) {
        return !body.at(pointer).isMissingNode() && !body.at(pointer).isNull();
    }

    /// A moment, which records tell in microseconds.
    Instant time(String pointer) {
        return moment(body.at(pointer));
    }

    List<JsonNode> all(String pointer) {
        return body.at(pointer).valueStream().toList();
    }

    static Instant moment(JsonNode micros) {
        return Instant.EPOCH.plusNanos(Math.multiplyExact(micros.asLong(), 1_000L));
    }

    /// For people: where to look.
    @Override
    public String toString() {
        return type + " " + sequence() + " of " + key;
    }
}
