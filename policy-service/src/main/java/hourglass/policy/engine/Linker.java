package hourglass.policy.engine;

import hourglass.policy.Finding;
import hourglass.policy.engine.conditions.Calendar;
import hourglass.policy.engine.conditions.ExpressionCompiler;
import hourglass.policy.engine.conditions.FactTypes;
import hourglass.policy.engine.documents.CalendarText;
import hourglass.policy.engine.documents.Repository;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a [Model] of a [Repository], or says why it doesn't hold together.
final class Linker {
    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.file() == null ? "" : finding.file())
            .thenComparingInt(finding -> finding.line() == null ? 0 : finding.line())
            .thenComparingInt(finding -> finding.column() == null ? 0 : finding.column())
            .thenComparing(Finding::code)
            .thenComparing(Finding::reason);

    private final List<Finding> findings = new ArrayList<>();
    private final Repository repository;

    Linker(Repository repository) {
        this.repository = repository;
    }

    /// What was wrong, in the order of the files; empty after a sound linking.
    List<Finding> findings() {
        return findings.stream().sorted(ORDER).distinct().toList();
    }

    /// The model, or null with [#findings].
    ///
    /// @param known a compiler of the same facts and calendars to go on with; null: a new one
    @Nullable
    Model link(@Nullable ExpressionCompiler known) {
        FactSources.check(repository.facts(), findings);
        Map<String, Calendar> calendars = calendars();
        if (!findings.isEmpty()) {
            return null; // conditions would only repeat what is wrong with their facts
        }
        FactTypes types = known == null ? new FactTypes(repository.facts()) : known.types();
        ExpressionCompiler compiler = known == null ? new ExpressionCompiler(types, calendars) : known;
        Directory directory = new DirectoryLinker(findings).link(repository.directories());
        DocumentLinker documents = new DocumentLinker(compiler, calendars, directory, findings);
        List<LinkedPolicy> policies =
                repository.policies().stream().map(documents::policy).toList();
        List<LinkedGuardrail> guardrails =
                repository.guardrails().stream().map(documents::guardrail).toList();
        Map<String, Pair> pairs = new CatalogLinker(repository, directory, types, findings).link(policies, guardrails);
        Model model = new Model(
                types,
                calendars,
                directory,
                policies,
                guardrails,
                pairs,
                repository.settings().hold());
        return findings.isEmpty() ? model : null;
    }

    private Map<String, Calendar> calendars() {
        Map<String, Calendar> calendars = new HashMap<>();
        for (CalendarText text : repository.calendars()) {
            try {
                if (calendars.putIfAbsent(text.id(), new Calendar(text)) != null) {
                    findings.add(text.at()
                            .finding(
                                    "links",
                                    "duplicate-id",
                                    "Two calendars are called '" + text.id() + "': rename one."));
                }
            } catch (DateTimeException e) {
                findings.add(text.at().finding("types", "calendar", "Not a calendar: " + e.getMessage() + "."));
            }
        }
        return calendars;
    }
}
