package hourglass.policy.engine.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/// Builds the tree of one document after another, with a stack of its own instead of recursion.
final class TreeBuilder {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

    private final String file;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Node root;

    TreeBuilder(String file) {
        this.file = file;
    }

    /// A collection that isn't closed yet; a mapping waits for a value while it has a key.
    private static final class Open {
        private final Place at;
        private final @Nullable Map<String, Node.Entry> entries;
        private final List<Node> items = new ArrayList<>();
        private final boolean flow;
        private @Nullable String key;
        private @Nullable Place keyAt;

        Open(Place at, boolean mapping, boolean flow) {
            this.at = at;
            this.flow = flow;
            this.entries = mapping ? new LinkedHashMap<>() : null;
        }

        boolean wantsKey() {
            return entries != null && key == null;
        }

        /// Whether its last key is the rest of an expression that a comma cut in two, as in `{ a: f(x, y) }`.
        boolean endsAnExpression() {
            return flow && key != null && count(key, ')') > count(key, '(');
        }

        private static long count(String text, char wanted) {
            return text.chars().filter(c -> c == wanted).count();
        }

        Node close() {
            return entries != null ? new Node.Mapping(entries, at) : new Node.Sequence(items, at);
        }
    }

    /// The finished document.
    Node take() {
        Node done = Objects.requireNonNull(root, "a document end comes after its root");
        root = null;
        return done;
    }

    void accept(Event event) throws UnreadableException {
        Place at = event.getStartMark()
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Place(file, 1, 1));
        if (event instanceof NodeEvent node) {
            refuseAnchors(node, at);
        }
        switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event, at);
            case MappingStart, SequenceStart -> start(event, at);
            case MappingEnd, SequenceEnd -> put(open.pop().close());
            case Alias, StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {
                // an alias was refused above; the rest says nothing about the tree
            }
        }
    }

    private void refuseAnchors(NodeEvent node, Place at) throws UnreadableException {
        if (node.getAnchor().map(Anchor::getValue).isPresent()) {
            throw refused(at, "anchor", "Anchors and aliases have no place in a policy: write the thing out.");
        }
        boolean tagged = switch (node) {
            case ScalarEvent scalar -> scalar.getTag().isPresent();
            case MappingStartEvent mapping -> mapping.getTag().isPresent();
            case SequenceStartEvent sequence -> sequence.getTag().isPresent();
            default -> false;
        };
        if (tagged) {
            throw refused(at, "tag", "Type tags have no place in a policy: leave it out.");
        }
    }

    private void start(Event event, Place at) throws UnreadableException {
        if (open.size() >= YamlFile.MAX_DEPTH) {
            throw refused(at, "too-deep", "Nested deeper than " + YamlFile.MAX_DEPTH + " levels: flatten it.");
        }
        if (!open.isEmpty() && open.peek().wantsKey()) {
            throw refused(at, "key", "A key must be plain text: quote it.");
        }
        open.push(new Open(at, event.getEventId() == Event.ID.MappingStart, ((CollectionStartEvent) event).isFlow()));
    }

    private void scalar(ScalarEvent event, Place at) throws UnreadableException {
        Open top = open.peek();
        if (top != null && top.wantsKey()) {
            String key = event.getValue();
            if (Objects.requireNonNull(top.entries).containsKey(key)) {
                throw refused(at, "duplicate-key", "'" + key + "' stands here twice: keep one.");
            }
            top.key = key;
            top.keyAt = at;
        } else {
            if (top != null && event.getValue().isEmpty() && top.endsAnExpression()) {
                String reason = "A comma ends the expression before '" + top.key + "': put it into quotes.";
                throw refused(Objects.requireNonNull(top.keyAt), YamlFile.FLOW_QUOTES, reason);
            }
            boolean quoted = event.isSQuoted() || event.isDQuoted();
            put(new Node.Scalar(event.isPlain() ? plain(event.getValue()) : event.getValue(), quoted, at));
        }
    }

    private void put(Node node) {
        Open top = open.peek();
        if (top == null) {
            root = node;
        } else if (top.entries != null) {
            Place keyAt = Objects.requireNonNull(top.keyAt);
            top.entries.put(Objects.requireNonNull(top.key), new Node.Entry(keyAt, node));
            top.key = null;
        } else {
            top.items.add(node);
        }
    }

    private static @Nullable Object plain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> number(text);
        };
    }

    private static Object number(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? Double.valueOf(text) : text;
    }

    private static UnreadableException refused(Place at, String code, String reason) {
        return new UnreadableException(at.finding("parse", code, reason));
    }
}
