package hourglass.policy.engine.documents;

import hourglass.policy.Finding;
import hourglass.policy.engine.yaml.Node;
import hourglass.policy.engine.yaml.Place;
import hourglass.policy.engine.yaml.Structure;
import hourglass.policy.engine.yaml.UnreadableException;
import hourglass.policy.engine.yaml.YamlFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the files of a commit into a [Repository], and collects what is wrong with their form.
///
/// Files are taken in the order of their paths, so that what comes out is free of any other order (law L3).
public final class RepositoryReader {
    private static final Set<String> SPANS = Set.of("within", "hold", "min", "max", "default", "maxAge");
    private static final Duration DAY = Duration.ofHours(24);

    private final Structure structure;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Written> documents = new ArrayList<>();

    private record Written(Head head, Fields fields) {}

    public RepositoryReader(Structure structure) {
        this.structure = structure;
    }

    /// What was wrong; empty after a sound reading.
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /// The repository, or null with [#findings].
    ///
    /// @param files path to bytes; only `*.yaml` and `*.yml` are read
    public @Nullable Repository read(SortedMap<String, byte[]> files) {
        files.forEach((path, bytes) -> {
            if ((path.endsWith(".yaml") || path.endsWith(".yml")) && !hidden(path)) {
                readFile(path, bytes);
            }
        });
        uniqueIds();
        Written settingsDocument = single("Settings");
        Written factsDocument = single("Facts");
        if (!findings.isEmpty() || settingsDocument == null || factsDocument == null) {
            return null;
        }
        Settings settings = settings(settingsDocument);
        Repository repository = assemble(settings, factsDocument);
        return findings.isEmpty() ? repository : null;
    }

    private static boolean hidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    private void readFile(String path, byte[] bytes) {
        try {
            for (YamlFile.Document document : YamlFile.read(path, bytes)) {
                List<Finding> wrong = structure.check(document.root());
                findings.addAll(wrong);
                if (wrong.isEmpty()) {
                    Fields fields = Fields.of(document.root());
                    Place begin = new Place(
                            path, document.line(), document.root().at().column());
                    Head head = new Head(
                            fields.text("kind", ""),
                            fields.text("id", ""),
                            fields.text("title", ""),
                            "",
                            begin,
                            document.source());
                    documents.add(new Written(head, fields));
                    checkSpans(document.root());
                }
            }
        } catch (UnreadableException e) {
            findings.add(e.finding());
        }
    }

    private void checkSpans(Node node) {
        switch (node) {
            case Node.Mapping map ->
                map.entries().forEach((key, entry) -> {
                    if (entry.value() instanceof Node.Scalar text && SPANS.contains(key)) {
                        if (Span.parse(String.valueOf(text.value())).isEmpty()) {
                            findings.add(text.at()
                                    .finding(
                                            "structure",
                                            "duration",
                                            "'" + text.value() + "' is no duration: write 30m or PT30M."));
                        }
                    } else {
                        checkSpans(entry.value());
                    }
                });
            case Node.Sequence list -> list.items().forEach(this::checkSpans);
            case Node.Scalar _ -> {
                // nothing below it
            }
        }
    }

    private void uniqueIds() {
        Map<String, Head> seen = new TreeMap<>();
        for (Written document : documents) {
            Head head = document.head();
            Head other = seen.putIfAbsent(head.kind().equals("Suite") ? "suite/" + head.id() : head.id(), head);
            if (other != null) {
                findings.add(head.at()
                        .finding(
                                "links",
                                "duplicate-id",
                                "The id '" + head.id() + "' is taken at "
                                        + other.at().pathAndLine() + ": choose another."));
            }
        }
    }

    private @Nullable Written single(String kind) {
        List<Written> found =
                documents.stream().filter(d -> d.head().kind().equals(kind)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty() && findings.isEmpty()) {
            findings.add(new Finding(
                    "links",
                    "no-" + kind.toLowerCase(Locale.ROOT),
                    "The repository has no " + kind + " document: add one.",
                    null,
                    null,
                    null));
        } else if (found.size() > 1) {
            findings.add(found.get(1)
                    .head()
                    .at()
                    .finding(
                            "links",
                            "second-" + kind.toLowerCase(Locale.ROOT),
                            "There can be one " + kind + " document only: merge them."));
        }
        return null;
    }

    private static Settings settings(Written document) {
        Fields defaults = document.fields().fields("defaults");
        Settings unowned = new Settings(
                document.head(),
                document.fields().textMap("owners"),
                defaults.span("within", DAY),
                defaults.span("hold", DAY));
        return new Settings(owned(document.head(), unowned), unowned.owners(), unowned.within(), unowned.hold());
    }

    private static Head owned(Head head, Settings settings) {
        String owner = settings.ownerOf(head.at().file());
        return head.ownedBy(owner == null ? "" : owner);
    }

    private Repository assemble(Settings settings, Written factsDocument) {
        PolicyReader reader = new PolicyReader(settings.within());
        Repository repository = new Repository(
                settings,
                CatalogReader.facts(owned(factsDocument.head(), settings), factsDocument.fields()),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (Written document : documents) {
            Head head = owned(document.head(), settings);
            if (head.owner().isEmpty()) {
                findings.add(head.at()
                        .finding("links", "no-owner", "No prefix in the settings' owners fits this path: add `/`."));
            }
            repository.heads().add(head);
            add(repository, reader, head, document.fields());
        }
        return repository;
    }

    private void add(Repository to, PolicyReader reader, Head head, Fields doc) {
        switch (head.kind()) {
            case "AccessPolicy" -> to.policies().add(reader.policy(head, doc));
            case "Guardrail" -> to.guardrails().add(reader.guardrail(head, doc));
            case "Calendars" ->
                to.calendars()
                        .addAll(doc.map("calendars", CatalogReader::calendar).values());
            case "Directory" -> to.directories().add(CatalogReader.directory(head, doc));
            case "Suite" -> to.suites().add(new SuiteText(head, doc.node()));
            case "Catalog" -> {
                doc.map("types", CatalogReader::type)
                        .forEach((id, type) -> unique(to.types(), id, type, doc.fields("types")));
                doc.map("resources", (id, entry) -> CatalogReader.resource(head.owner(), id, entry))
                        .forEach((id, resource) -> unique(to.resources(), id, resource, doc.fields("resources")));
            }
            default -> {
                // settings and facts are read before the others
            }
        }
    }

    private <T> void unique(Map<String, T> all, String id, T item, Fields at) {
        if (all.putIfAbsent(id, item) != null) {
            findings.add(at.at(id).finding("links", "duplicate-id", "'" + id + "' is in the catalog twice: keep one."));
        }
    }
}
