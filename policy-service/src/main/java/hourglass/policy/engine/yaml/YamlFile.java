package hourglass.policy.engine.yaml;

import hourglass.policy.Finding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// One file of the policy repository, read without trusting it.
///
/// Reading is a single pass over the parser's events into our own tree: what could make a small file large or slow
/// (anchors, aliases, tags, depth, size) is refused where it stands, before anything is built from it.
public final class YamlFile {
    /// Largest file in bytes.
    public static final int MAX_BYTES = 1 << 20;

    /// How many documents a file may hold.
    public static final int MAX_DOCUMENTS = 1_000;

    /// How deep documents may nest.
    public static final int MAX_DEPTH = 20;

    /// Code of the finding about an expression that YAML takes apart.
    static final String FLOW_QUOTES = "flow-quotes";

    private final String file;
    private final String text;
    private final List<String> all;

    private YamlFile(String file, String text) {
        this.file = file;
        this.text = text;
        this.all = text.lines().toList();
    }

    /// One document of a file: its tree, its first line, and its own text.
    public record Document(Node root, int line, String source) {}

    /// The documents of `file`, in their order; empty ones are left out.
    public static List<Document> read(String file, byte[] bytes) throws UnreadableException {
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableException(start(file, "too-large", "The file has more than 1 MiB: split it."));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new YamlFile(file, text).documents();
        } catch (CharacterCodingException e) {
            throw new UnreadableException(start(file, "not-utf-8", "The file is not UTF-8: save it as UTF-8."));
        }
    }

    private List<Document> documents() throws UnreadableException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setUseMarks(true)
                .setCodePointLimit(MAX_BYTES)
                .build();
        List<Document> documents = new ArrayList<>();
        try {
            TreeBuilder tree = new TreeBuilder(file);
            int begun = 1;
            int started = 0;
            for (Event event : new Parse(settings).parseString(text)) {
                switch (event.getEventId()) {
                    case DocumentStart -> {
                        begun = line(event);
                        started++;
                        if (started > MAX_DOCUMENTS) {
                            throw tooMany(begun);
                        }
                    }
                    case DocumentEnd -> {
                        Node root = tree.take();
                        if (!(root instanceof Node.Scalar empty && empty.value() == null)) {
                            int first = Math.min(root.at().line(), Math.max(begun, 1));
                            documents.add(new Document(root, root.at().line(), lines(first, line(event))));
                        }
                    }
                    default -> tree.accept(event);
                }
            }
        } catch (MarkedYamlEngineException e) {
            throw new UnreadableException(notYaml(e));
        } catch (YamlEngineException e) {
            throw new UnreadableException(start(file, "not-yaml", "Not YAML 1.2: " + e.getMessage()));
        }
        return documents;
    }

    private UnreadableException tooMany(int line) {
        String reason = "The file has more than " + MAX_DOCUMENTS + " documents: split it.";
        return new UnreadableException(new Place(file, line, 1).finding("parse", "too-many", reason));
    }

    /// Most often an expression with a bracket, a comma or a quote of its own, written within `{ }` or `[ ]`.
    private Finding notYaml(MarkedYamlEngineException e) {
        Place at = e.getProblemMark().map(this::place).orElse(new Place(file, 1, 1));
        String problem = "Not YAML 1.2: " + e.getProblem() + ".";
        return String.valueOf(e.getProblem()).startsWith("expected ',' or ")
                ? at.finding("parse", FLOW_QUOTES, problem + " Put expressions within { } or [ ] into quotes.")
                : at.finding("parse", "not-yaml", problem);
    }

    private String lines(int first, int end) {
        int last = Math.min(all.size(), Math.max(first, end - 1));
        String source = String.join("\n", all.subList(first - 1, last));
        return source.startsWith("---\n") ? source.substring(4) : source;
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static Finding start(String file, String code, String reason) {
        return new Place(file, 1, 1).finding("parse", code, reason);
    }
}
