package hourglass.audit;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// JSON as RFC 8785 writes it, for what the log says itself: text, whole numbers, truth, lists and objects of them.
final class Json {
    private Json() {}

    /// An object with its members in order of their names.
    static String object(Map<String, Object> members) {
        return new TreeMap<>(members)
                .entrySet().stream()
                        .map(member -> text(member.getKey()) + ":" + value(member.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        return switch (value) {
            case String text -> text(text);
            case Long number -> number.toString();
            case Integer number -> number.toString();
            case Boolean truth -> truth.toString();
            case Collection<?> list -> list.stream().map(Json::value).collect(Collectors.joining(",", "[", "]"));
            case Map<?, ?> map ->
                object(map.entrySet().stream()
                        .collect(Collectors.toMap(entry -> String.valueOf(entry.getKey()), Map.Entry::getValue)));
            default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
        };
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> json.append('\\').append((char) c);
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < 0x20) {
                        json.append("\\u%04x".formatted(c));
                    } else {
                        json.append((char) c);
                    }
                }
            }
        });
        return json.append('"').toString();
    }
}
