package hourglass.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Reading the services' answers field by field, and writing them out again.
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final Pattern DOT = Pattern.compile("\\.");

    private Json() {}

    /// The document; a missing node when the text is no JSON.
    static JsonNode read(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(text);
        } catch (JacksonException none) {
            return MissingNode.getInstance();
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// The text at a dotted path, a number or truth value in its JSON form, or empty when there is nothing.
    static String text(JsonNode node, String path) {
        JsonNode at = at(node, path);
        return at.isString() ? at.stringValue() : at.isValueNode() && !at.isNull() ? at.toString() : "";
    }

    static JsonNode at(JsonNode node, String path) {
        JsonNode at = node;
        for (String name : DOT.splitAsStream(path).toList()) {
            at = at.path(name);
        }
        return at;
    }

    static Stream<JsonNode> items(JsonNode node, String path) {
        return at(node, path).valueStream();
    }

    /// The texts of a list, or the names of its members when those are people: `[{"id":…,"name":…}]`.
    static List<String> texts(JsonNode node, String path) {
        return items(node, path).map(Json::name).toList();
    }

    /// The name of a person or thing, whichever way it is told.
    static String name(JsonNode node) {
        if (node.isString()) {
            return node.stringValue();
        }
        String name = text(node, "name");
        return name.isEmpty() ? text(node, "id") : name;
    }

    /// Indented, harmless on a terminal.
    static String written(JsonNode node) {
        return Text.visibleJson(MAPPER.writeValueAsString(node));
    }

    /// In one line, for a request body or a configuration file.
    static String compact(JsonNode node) {
        return node.toString();
    }

    /// Only these fields: of the object, or of each item when it is a list.
    ///
    /// @param fields names with commas between them; all when absent or empty
    /// @throws Failure naming the fields there are, when one is nowhere
    static JsonNode only(JsonNode node, @Nullable String fields) {
        if (fields == null || fields.isBlank()) {
            return node;
        }
        List<String> wanted = List.of(fields.split("\\s*,\\s*", -1));
        if (node.path("items") instanceof ArrayNode items && node instanceof ObjectNode list) {
            check(items.valueStream().toList(), wanted);
            ObjectNode reduced = list.deepCopy();
            ArrayNode rows = reduced.putArray("items");
            items.forEach(item -> rows.add(picked(item, wanted)));
            return reduced;
        }
        check(List.of(node), wanted);
        return picked(node, wanted);
    }

    private static ObjectNode picked(JsonNode node, List<String> wanted) {
        ObjectNode picked = object();
        for (String field : wanted) {
            if (node.has(field)) {
                picked.set(field, node.get(field));
            }
        }
        return picked;
    }

    private static void check(List<JsonNode> nodes, List<String> wanted) {
        Set<String> there = new LinkedHashSet<>();
        nodes.forEach(node -> there.addAll(node.propertyNames()));
        List<String> unknown = new ArrayList<>(wanted);
        unknown.removeAll(there);
        if (!nodes.isEmpty() && !unknown.isEmpty()) {
            throw Failure.usage(
                    "No field " + String.join(", ", unknown) + ". There are: " + String.join(", ", there) + ".");
        }
    }
}
