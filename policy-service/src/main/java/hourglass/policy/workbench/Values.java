package hourglass.policy.workbench;

import hourglass.policy.engine.documents.Span;
import hourglass.policy.engine.yaml.Node;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the values that suites write, by the type that is wanted.
final class Values {

    private Values() {}

    static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null;
    }

    /// The value of a fact of the CEL type `cel`; null for `null`.
    static @Nullable Object fact(String cel, Node node) throws SuiteException {
        if (isNull(node)) {
            return null;
        }
        return switch (cel) {
            case "timestamp" -> instant(node);
            case "duration" -> span(node);
            case "list(string)" -> texts(node);
            case "bool", "int", "double" -> scalar(node, cel);
            default -> text(node);
        };
    }

    private static Object scalar(Node node, String cel) throws SuiteException {
        Object value = node instanceof Node.Scalar scalar ? scalar.value() : null;
        boolean fits = switch (cel) {
            case "bool" -> value instanceof Boolean;
            case "int" -> value instanceof Long;
            default -> value instanceof Double || value instanceof Long;
        };
        if (!fits || value == null) {
            throw wrong(node, "Not a value of type " + cel + ".");
        }
        return cel.equals("double") && value instanceof Long whole ? Double.valueOf(whole) : value;
    }

    static Instant instant(Node node) throws SuiteException {
        try {
            return OffsetDateTime.parse(text(node)).toInstant();
        } catch (DateTimeException e) {
            throw wrong(node, "'" + text(node) + "' is no time: write 2026-11-24T10:00:00+01:00.");
        }
    }

    static Duration span(Node node) throws SuiteException {
        return Span.parse(text(node))
                .orElseThrow(() -> wrong(node, "'" + quietText(node) + "' is no duration: write 30m or PT30M."));
    }

    static String text(Node node) throws SuiteException {
        if (node instanceof Node.Scalar scalar && scalar.value() != null) {
            return scalar.value().toString();
        }
        throw wrong(node, "A text is wanted here.");
    }

    static List<String> texts(Node node) throws SuiteException {
        if (!(node instanceof Node.Sequence list)) {
            throw wrong(node, "A list is wanted here.");
        }
        return list.items().stream().map(Values::quietText).toList();
    }

    private static String quietText(Node node) {
        return node instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "?";
    }

    static SuiteException wrong(Node node, String reason) {
        return new SuiteException(node.at().finding("tests", "suite", reason));
    }
}
