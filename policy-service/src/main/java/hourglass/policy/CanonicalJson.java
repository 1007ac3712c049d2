package hourglass.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes facts as RFC 8785 JSON: names in order of their UTF-16 units, no blanks, the shortest escapes.
///
/// Beside JSON's own types it takes [Instant] (RFC 3339 UTC with six digits of a second) and [Duration] (ISO-8601).
/// Whole numbers beyond 2^53 and numbers that aren't finite have no place in RFC 8785: [IllegalArgumentException].
public final class CanonicalJson {
    private static final long LARGEST_EXACT = 1L << 53;
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private CanonicalJson() {}

    /// The canonical text of `value`.
    public static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(text, out);
            case Boolean truth -> out.append(truth.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(exact(number));
            case Double number -> out.append(number(number));
            case Instant at -> out.append('"').append(MICROSECONDS.format(at)).append('"');
            case Duration span -> out.append('"').append(span).append('"');
            case Enum<?> symbol -> quote(symbol.name(), out);
            case Map<?, ?> map -> object(map, out);
            case Collection<?> list -> array(list, out);
            default -> throw new IllegalArgumentException("JSON has no form for a " + value.getClass() + ".");
        }
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        Map<?, ?> sorted = map instanceof SortedMap<?, ?> already ? already : new TreeMap<>(map);
        char before = '{';
        for (Map.Entry<?, ?> entry : sorted.entrySet()) {
            quote((String) entry.getKey(), out.append(before));
            write(entry.getValue(), out.append(':'));
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private static void array(Collection<?> list, StringBuilder out) {
        char before = '[';
        for (Object item : list) {
            write(item, out.append(before));
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private static long exact(long number) {
        if (number > LARGEST_EXACT || number < -LARGEST_EXACT) {
            throw new IllegalArgumentException(number + " can't be written exactly in RFC 8785 JSON.");
        }
        return number;
    }

    /// ECMAScript's Number::toString, from the shortest digits that [Double#toString] finds (JDK 19 and later).
    private static String number(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(number + " has no form in JSON.");
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int point = digits.length() - shortest.scale();
        String sign = number < 0 ? "-" : "";
        if (point > 21 || point <= -6) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return sign + digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "") + (point - 1);
        }
        if (point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        return digits.length() <= point
                ? sign + digits + "0".repeat(point - digits.length())
                : sign + digits.substring(0, point) + "." + digits.substring(point);
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
