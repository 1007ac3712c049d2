package hourglass.policy.engine.conditions;

import hourglass.policy.CanonicalJson;
import hourglass.policy.engine.documents.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An author's message with `{path}` where a fact's value goes (rule 21).
///
/// What is filled in comes from outside, so control and bidirectional characters are escaped and the whole is cut at
/// [#MAX_LENGTH] characters; sensitive values read `hidden`, those that aren't known read `unknown`.
public final class Message {
    /// Longest message in characters.
    public static final int MAX_LENGTH = 200;

    private static final Pattern PATH = Pattern.compile("\\{([^{}]*)}");

    private final List<String> texts = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();

    public Message(String text) {
        Matcher matcher = PATH.matcher(text);
        int end = 0;
        while (matcher.find()) {
            texts.add(text.substring(end, matcher.start()));
            paths.add(matcher.group(1));
            end = matcher.end();
        }
        texts.add(text.substring(end));
    }

    /// The facts that it names.
    public List<String> paths() {
        return List.copyOf(paths);
    }

    /// The message with the values that `values` gives for its paths.
    public String fill(Function<String, @Nullable Object> values) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < paths.size(); i++) {
            filled.append(texts.get(i)).append(text(values.apply(paths.get(i))));
        }
        String safe = escape(filled.append(texts.getLast()).toString());
        return safe.length() <= MAX_LENGTH ? safe : safe.substring(0, MAX_LENGTH - 1) + "…";
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "unknown";
            case Instant at -> at.truncatedTo(ChronoUnit.SECONDS).toString();
            case Duration span -> Span.shortText(span);
            case Collection<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(", "));
            case String text -> text;
            case Object other -> CanonicalJson.of(other);
        };
    }

    private static String escape(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (unsafe(c)) {
                if (safe == null) {
                    safe = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                safe.append("\\u%04x".formatted((int) c));
            } else if (safe != null) {
                safe.append(c);
            }
        }
        return safe == null ? text : safe.toString();
    }

    private static boolean unsafe(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
