package hourglass.policy.engine;

import hourglass.policy.Finding;
import hourglass.policy.engine.documents.Fact;
import hourglass.policy.engine.documents.Facts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Which facts this engine can supply: a declared fact that nobody supplies would silently be unknown for ever.
final class FactSources {
    private static final Map<String, String> SUPPLIED = Map.ofEntries(
            Map.entry("Request.form.role", "string"),
            Map.entry("Request.form.duration", "duration"),
            Map.entry("Request.form.reason", "string"),
            Map.entry("Request.form.ticket", "string"),
            Map.entry("Request.form.breakGlass", "bool"),
            Map.entry("Request.form.policy", "string"),
            Map.entry("Request.requests.at", "timestamp"),
            Map.entry("Request.requests.continues", "duration"),
            Map.entry("Person.token.id", "string"),
            Map.entry("Person.token.mfaAt", "timestamp"),
            Map.entry("Person.directory.active", "bool"),
            Map.entry("Person.directory.team", "string"),
            Map.entry("Person.directory.manager", "string"),
            Map.entry("Person.directory.groups", "list(string)"),
            Map.entry("Person.directory.projects", "list(string)"),
            Map.entry("Person.directory.employment", "string"),
            Map.entry("Person.on-call.onCallFor", "list(string)"),
            Map.entry("Person.requests.holds", "list(string)"),
            Map.entry("Person.requests.overdueReviews", "int"),
            Map.entry("Resource.catalog.name", "string"),
            Map.entry("Resource.catalog.type", "string"),
            Map.entry("Resource.catalog.project", "string"),
            Map.entry("Resource.catalog.service", "string"),
            Map.entry("Resource.catalog.owner", "string"),
            Map.entry("Resource.catalog.labels", "map(string, string)"),
            Map.entry("Resource.catalog.environment", "string"),
            Map.entry("Resource.catalog.sensitivity", "string"),
            Map.entry("Vote.form.comment", "string"));
    private static final Map<String, String> VARIABLES = Map.of(
            "now", "timestamp",
            "request", "Request",
            "requester", "Person",
            "resource", "Resource",
            "approver", "Person",
            "vote", "Vote");

    private FactSources() {}

    static void check(Facts facts, List<Finding> findings) {
        for (Fact fact : facts.facts()) {
            String name = fact.type() + "." + fact.source() + "." + fact.name();
            String supplied = SUPPLIED.get(name);
            if (supplied == null) {
                findings.add(fact.at()
                        .finding("types", "not-supplied", "Nothing supplies the fact " + name + ": take it out."));
            } else if (!supplied.equals(fact.cel())) {
                findings.add(fact.at()
                        .finding(
                                "types",
                                "fact-type",
                                "The fact " + name + " is of type " + supplied + ": correct it."));
            }
        }
        Set<String> wrong = new TreeSet<>(facts.variables().keySet());
        wrong.removeIf(name -> Objects.equals(facts.variables().get(name), VARIABLES.get(name)));
        wrong.forEach(name -> findings.add(facts.head()
                .at()
                .finding(
                        "types",
                        "variable",
                        "The variable '" + name + "' is not one of this engine's: take it out or correct its type.")));
    }
}
