package hourglass.policy.engine.yaml;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import hourglass.policy.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Checks documents against `policy-v1.json`, one definition for each kind, and says where they differ from it.
public final class Structure {
    private static final String SCHEMA = "/hourglass/policy/engine/policy-v1.json";
    private static final String ID = "https://hourglass.invalid/schemas/policy-v1.json";
    private static final List<String> KINDS =
            List.of("AccessPolicy", "Guardrail", "Settings", "Facts", "Catalog", "Calendars", "Directory", "Suite");

    private final JsonNode text;
    private final SchemaRegistry registry;
    private final Map<String, Schema> byKind = new ConcurrentHashMap<>();

    public Structure() {
        String written = schema();
        text = JsonMapper.shared().readTree(written);
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, written)));
    }

    /// The schema's own text, for editors.
    public static String schema() {
        try (InputStream in = Objects.requireNonNull(Structure.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is wrong with the shape of a document, in the order of its lines; empty when nothing is.
    public List<Finding> check(Node root) {
        if (!(root instanceof Node.Mapping mapping)) {
            return List.of(root.at().finding("structure", "not-a-document", "A document is a mapping with a kind."));
        }
        Node.Entry kind = mapping.entries().get("kind");
        if (kind == null
                || !(kind.value() instanceof Node.Scalar scalar)
                || !(scalar.value() instanceof String name)
                || !KINDS.contains(name)) {
            Place at = kind == null ? root.at() : kind.value().at();
            return List.of(
                    at.finding("structure", "kind", "The kind must be one of " + String.join(", ", KINDS) + "."));
        }
        List<Error> errors = byKind.computeIfAbsent(name, this::load).validate(json(root));
        return errors.stream()
                .map(error -> finding(root, error))
                .sorted(Comparator.comparing(Finding::line, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Finding::column, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Finding::reason))
                .distinct()
                .toList();
    }

    private Schema load(String kind) {
        return registry.getSchema(SchemaLocation.of(ID + "#/$defs/" + kind));
    }

    private Finding finding(Node root, Error error) {
        NodePath path = error.getInstanceLocation();
        String keyword = Objects.requireNonNullElse(error.getKeyword(), "structure");
        String property = error.getProperty();
        Place at = place(root, path, property);
        return switch (keyword) {
            case "additionalProperties" ->
                at.finding("structure", "unknown-key", "Unknown key '" + property + "'." + known(error));
            case "required" -> at.finding("structure", "missing-key", "'" + property + "' is missing here: add it.");
            default -> at.finding("structure", keyword, "Not as the schema wants it: " + error.getMessage() + ".");
        };
    }

    private String known(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        int parent = Math.max(0, pointer.lastIndexOf('/'));
        List<String> names = new ArrayList<>(
                text.at(pointer.substring(0, parent) + "/properties").propertyNames());
        return names.isEmpty() ? " Correct or remove it." : " Known here: " + String.join(", ", names) + ".";
    }

    private static Place place(Node root, NodePath path, @Nullable String property) {
        Node node = root;
        Place at = root.at();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            if (node instanceof Node.Mapping mapping) {
                Node.Entry entry = mapping.entries().get(String.valueOf(step));
                if (entry != null) {
                    node = entry.value();
                    at = node instanceof Node.Scalar ? node.at() : entry.key();
                }
            } else if (node instanceof Node.Sequence list && step instanceof Integer index) {
                node = list.items().get(index);
                at = node.at();
            }
        }
        boolean named = property != null && node instanceof Node.Mapping;
        Node.Entry entry = named ? ((Node.Mapping) node).entries().get(property) : null;
        return entry == null ? at : entry.key();
    }

    static JsonNode json(Node node) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (node) {
            case Node.Scalar scalar ->
                switch (scalar.value()) {
                    case null -> json.nullNode();
                    case Boolean truth -> json.booleanNode(truth);
                    case Long number -> json.numberNode(number);
                    case Double number -> json.numberNode(number);
                    case Object text -> json.stringNode(text.toString());
                };
            case Node.Sequence list -> {
                ArrayNode array = json.arrayNode();
                list.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Mapping map -> {
                ObjectNode object = json.objectNode();
                map.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
                yield object;
            }
        };
    }
}
