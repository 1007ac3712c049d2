package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Node;
import hourglass.policy.engine.yaml.Place;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a mapping whose structure the schema has checked.
record Fields(Node.Mapping node) {

    static Fields of(Node node) {
        return node instanceof Node.Mapping mapping
                ? new Fields(mapping)
                : new Fields(new Node.Mapping(Map.of(), node.at()));
    }

    Place at() {
        return node.at();
    }

    /// Where the field's key stands, or the mapping when it has none.
    Place at(String key) {
        Node.Entry entry = node.entries().get(key);
        return entry == null ? node.at() : entry.key();
    }

    boolean has(String key) {
        return node.entries().containsKey(key);
    }

    @Nullable
    Node get(String key) {
        Node.Entry entry = node.entries().get(key);
        return entry == null ? null : entry.value();
    }

    Fields fields(String key) {
        Node value = get(key);
        return value == null ? new Fields(new Node.Mapping(Map.of(), node.at())) : of(value);
    }

    @Nullable
    String text(String key) {
        Node value = get(key);
        return value == null ? null : textOf(value);
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    int number(String key, int otherwise) {
        return get(key) instanceof Node.Scalar scalar && scalar.value() instanceof Long number
                ? Math.toIntExact(number)
                : otherwise;
    }

    boolean truth(String key, boolean otherwise) {
        boolean given = get(key) instanceof Node.Scalar scalar && scalar.value() instanceof Boolean;
        return given ? "true".equals(text(key)) : otherwise;
    }

    @Nullable
    Duration span(String key) {
        String text = text(key);
        return text == null ? null : Span.parse(text).orElse(null);
    }

    Duration span(String key, Duration otherwise) {
        Duration span = span(key);
        return span == null ? otherwise : span;
    }

    /// One or a list of them; empty when the field is absent.
    List<String> texts(String key) {
        Node value = get(key);
        return switch (value) {
            case null -> List.of();
            case Node.Sequence list -> list.items().stream().map(Fields::textOf).toList();
            case Node single -> List.of(textOf(single));
        };
    }

    <T> List<T> list(String key, Function<Node, T> each) {
        return get(key) instanceof Node.Sequence list
                ? list.items().stream().map(each).toList()
                : List.of();
    }

    <T> Map<String, T> map(String key, BiFunction<String, Node.Entry, T> each) {
        Map<String, T> result = new LinkedHashMap<>();
        fields(key).node().entries().forEach((name, entry) -> result.put(name, each.apply(name, entry)));
        return result;
    }

    Map<String, String> textMap(String key) {
        return map(key, (name, entry) -> textOf(entry.value()));
    }

    static String textOf(Node node) {
        return node instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
    }
}
