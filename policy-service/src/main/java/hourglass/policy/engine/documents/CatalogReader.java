package hourglass.policy.engine.documents;

import hourglass.policy.Resource;
import hourglass.policy.engine.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads catalog, calendars, directory and facts.
final class CatalogReader {

    private CatalogReader() {}

    static CatalogType type(String id, Node.Entry entry) {
        Fields type = Fields.of(entry.value());
        return new CatalogType(
                id,
                type.text("title", id),
                type.texts("policiesFrom"),
                type.texts("obligations"),
                type.map("roles", CatalogReader::role));
    }

    static CatalogResource resource(String owner, String id, Node.Entry entry) {
        Fields resource = Fields.of(entry.value());
        return new CatalogResource(
                id,
                resource.text("title", id),
                resource.text("type", ""),
                owner,
                resource.text("project", ""),
                resource.text("service", ""),
                resource.text("environment", ""),
                resource.text("sensitivity", ""),
                resource.textMap("labels"),
                resource.has("policiesFrom") ? resource.texts("policiesFrom") : null,
                resource.text("target"),
                resource.map("roles", CatalogReader::role),
                entry.key());
    }

    private static CatalogRole role(String name, Node.Entry entry) {
        if (entry.value() instanceof Node.Scalar entitlement) {
            List<String> given = List.of(Fields.textOf(entitlement));
            return new CatalogRole(name, null, null, null, given, List.of(), Resource.Drift.REPORT, null);
        }
        Fields role = Fields.of(entry.value());
        return new CatalogRole(
                name,
                role.text("title"),
                role.text("allows"),
                role.text("target"),
                role.texts("entitlements"),
                role.texts("standing"),
                Resource.Drift.valueOf(role.text("drift", "report").toUpperCase(Locale.ROOT)),
                role.text("connect"));
    }

    static CalendarText calendar(String id, Node.Entry entry) {
        Fields calendar = Fields.of(entry.value());
        return new CalendarText(
                id,
                calendar.text("zone", ""),
                calendar.texts("days"),
                calendar.texts("hours"),
                calendar.texts("holidays"),
                calendar.texts("spans"),
                entry.key());
    }

    static DirectoryText directory(Head head, Fields doc) {
        return new DirectoryText(
                head,
                doc.map("people", CatalogReader::person),
                lists(doc, "groups"),
                lists(doc, "projects"),
                doc.map(
                        "teams",
                        (name, entry) -> new DirectoryText.Listed(
                                Fields.of(entry.value()).texts("leads"), entry.key())),
                lists(doc, "on-call"));
    }

    private static Map<String, DirectoryText.Listed> lists(Fields doc, String key) {
        return doc.map(
                key, (name, entry) -> new DirectoryText.Listed(doc.fields(key).texts(name), entry.key()));
    }

    private static DirectoryText.PersonText person(String id, Node.Entry entry) {
        Fields person = Fields.of(entry.value());
        return new DirectoryText.PersonText(
                id,
                person.text("name"),
                person.text("mail"),
                person.texts("subject"),
                person.text("team"),
                person.text("manager"),
                person.text("employment"),
                person.truth("active", false),
                person.textMap("accounts"),
                entry.key());
    }

    static Facts facts(Head head, Fields doc) {
        List<Fact> facts = new ArrayList<>();
        Fields types = doc.fields("types");
        types.node()
                .entries()
                .forEach((type, bySource) -> Fields.of(bySource.value())
                        .node()
                        .entries()
                        .forEach((source, named) -> Fields.of(named.value())
                                .node()
                                .entries()
                                .forEach((name, fact) -> facts.add(fact(type, source, name, fact)))));
        return new Facts(head, facts, doc.textMap("variables"));
    }

    private static Fact fact(String type, String source, String name, Node.Entry entry) {
        Fields fact = Fields.of(entry.value());
        String written = fact.text("type", Fields.textOf(entry.value()));
        boolean optional = written.endsWith("?");
        List<String> range = fact.texts("range");
        return new Fact(
                type,
                name,
                source,
                optional ? written.substring(0, written.length() - 1) : written,
                optional,
                range.isEmpty() ? null : range.getFirst(),
                range.isEmpty() ? null : range.getLast(),
                fact.texts("oneOf"),
                fact.truth("sensitive", false),
                entry.key());
    }
}
