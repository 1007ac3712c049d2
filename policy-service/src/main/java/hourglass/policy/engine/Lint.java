package hourglass.policy.engine;

import hourglass.policy.Decision.Part;
import hourglass.policy.Finding;
import hourglass.policy.engine.documents.Head;
import hourglass.policy.engine.documents.Repository;
import hourglass.policy.engine.documents.StageText;
import hourglass.policy.engine.yaml.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What is allowed and yet worth a second look. It needs no clock, so two runs over one commit say the same.
final class Lint {
    private final Repository repository;
    private final Model model;
    private final List<Finding> warnings = new ArrayList<>();

    Lint(Repository repository, Model model) {
        this.repository = repository;
        this.model = model;
    }

    List<Finding> warnings() {
        for (LinkedPolicy policy : model.policies()) {
            conditions(policy.when(), policy.require());
            routes(policy, policy.ordinary());
            routes(policy, policy.breakGlass());
        }
        for (LinkedGuardrail guardrail : model.guardrails()) {
            conditions(guardrail.when(), guardrail.deny(), guardrail.require(), guardrail.approvers());
            guardrail.add().forEach(this::stage);
        }
        neverMatching();
        unguardedProduction();
        stagesBehindGlass();
        idleOwners();
        overlappingOwners();
        return warnings.stream()
                .distinct()
                .sorted(Comparator.comparing((Finding finding) -> String.valueOf(finding.file()))
                        .thenComparingInt(finding -> finding.line() == null ? 0 : finding.line())
                        .thenComparing(Finding::code))
                .toList();
    }

    @SafeVarargs
    private final void conditions(List<LinkedCondition>... lists) {
        for (List<LinkedCondition> list : lists) {
            list.forEach(this::condition);
        }
    }

    private void condition(LinkedCondition condition) {
        Place at = condition.text().expressionAt();
        if (condition.expression().reads().isEmpty()) {
            warn(at, "constant", "'" + condition.name() + "' reads no fact, so it is always the same: take it out.");
        }
        String splits = condition.part() == Part.DENY ? "||" : "&&";
        if (condition.expression().top().equals(splits)) {
            warn(
                    at,
                    "split",
                    "'" + condition.name() + "' joins two with " + splits
                            + ": make two conditions of it, so that each is explained.");
        }
        for (String pattern : condition.expression().unanchored()) {
            warn(
                    at,
                    "unanchored",
                    "The pattern '" + pattern + "' also matches inside of other text: begin each"
                            + " alternative with ^ and end it with $.");
        }
        if (condition.part() == Part.REQUIRE && condition.message() == null) {
            warn(
                    condition.text().at(),
                    "no-message",
                    "'" + condition.name() + "' holds requests without saying how to mend it: add a message.");
        }
    }

    private void routes(LinkedPolicy policy, List<LinkedRoute> routes) {
        for (int i = 0; i < routes.size(); i++) {
            LinkedRoute route = routes.get(i);
            conditions(route.when());
            route.stages().forEach(this::stage);
            if (i + 1 < routes.size() && route.when().isEmpty()) {
                warn(
                        policy.text().head().at(),
                        "unreachable",
                        "After '" + route.name()
                                + "', which has no `if`, no other route is ever taken: move it to the end.");
            }
        }
    }

    private void stage(LinkedStage stage) {
        conditions(stage.where());
        StageText text = stage.text();
        Set<String> people = new TreeSet<>();
        for (Who who :
                Stream.concat(stage.from().stream(), stage.ask().stream()).toList()) {
            if (!(who instanceof Who.People known)) {
                return; // who that is depends on the request
            }
            known.people().stream().filter(model.directory()::isActive).forEach(people::add);
        }
        if (people.size() < text.need()) {
            warn(
                    text.at(),
                    "too-few",
                    "'" + stage.name() + "' needs " + text.need() + " people and can ask " + people.size()
                            + ": nobody gets through it.");
        }
    }

    private void neverMatching() {
        Set<String> used = new TreeSet<>();
        for (Pair pair : model.pairs().values()) {
            pair.policies().forEach(policy -> used.add(policy.id()));
            pair.guardrails().forEach(guardrail -> used.add(guardrail.id()));
        }
        Stream.concat(
                        model.policies().stream().map(policy -> policy.text().head()),
                        model.guardrails().stream()
                                .map(guardrail -> guardrail.text().head()))
                .filter(head -> !used.contains(head.id()))
                .forEach(
                        head -> warn(
                                head.at(),
                                "never-matches",
                                "'" + head.id()
                                        + "' speaks about nothing in the catalog: correct its target, or who admits its owner."));
    }

    private void unguardedProduction() {
        for (Pair pair : model.pairs().values()) {
            if (!pair.resource().environment().equals("production")) {
                continue;
            }
            for (LinkedPolicy policy : pair.policies()) {
                for (LinkedRoute route : policy.ordinary()) {
                    if (policy.when().isEmpty()
                            && route.when().isEmpty()
                            && route.stages().isEmpty()) {
                        warn(
                                policy.text().head().at(),
                                "open-production",
                                "'" + route.name()
                                        + "' lets anybody into production at once: add a condition or a stage.");
                    }
                }
            }
        }
    }

    /// A stage that one guardrail waives when the glass is broken, and another one asks for all the same.
    private void stagesBehindGlass() {
        Set<String> told = new TreeSet<>();
        for (Pair pair : model.pairs().values()) {
            if (pair.policies().stream().allMatch(policy -> policy.breakGlass().isEmpty())) {
                continue;
            }
            Map<String, String> kept = new TreeMap<>();
            pair.guardrails().stream()
                    .filter(guardrail -> !guardrail.text().breakGlassExempt())
                    .forEach(guardrail -> guardrail.add().forEach(stage -> kept.putIfAbsent(stage.id(), stage.name())));
            pair.guardrails().stream()
                    .filter(guardrail -> guardrail.text().breakGlassExempt())
                    .flatMap(guardrail -> guardrail.add().stream())
                    .filter(stage -> kept.containsKey(stage.id()) && told.add(stage.name()))
                    .forEach(stage -> warn(
                            stage.text().at(),
                            "stage-behind-glass",
                            "'" + stage.name() + "' is waived when the glass is broken, but '" + kept.get(stage.id())
                                    + "' is not, on " + pair.resource().id() + "/"
                                    + pair.role().role() + " for one: make both guardrails exempt, or neither."));
        }
    }

    private void idleOwners() {
        Set<String> used = new TreeSet<>();
        repository
                .heads()
                .forEach(head -> used.add(
                        String.valueOf(repository.settings().prefixOf(head.at().file()))));
        Head settings = repository.settings().head();
        for (Map.Entry<String, String> owner : repository.settings().owners().entrySet()) {
            if (!used.contains(owner.getKey())) {
                warn(
                        settings.at(),
                        "idle-owner",
                        "No document lies under '" + owner.getKey() + "', which " + owner.getValue()
                                + " owns: correct the path or take it out.");
            }
        }
    }

    /// `/` is meant for what no other path names, so it doesn't count.
    private void overlappingOwners() {
        Map<String, String> owners = new TreeMap<>(repository.settings().owners());
        owners.forEach((outer, owner) -> owners.forEach((inner, innerOwner) -> {
            if (!outer.equals("/") && outer.endsWith("/") && !inner.equals(outer) && inner.startsWith(outer)) {
                warn(
                        repository.settings().head().at(),
                        "overlapping-owners",
                        "'" + inner + "' of " + innerOwner + " lies within '" + outer + "' of " + owner
                                + ": name paths beside each other, so that nobody takes the one's documents for the"
                                + " other's.");
            }
        }));
    }

    private void warn(Place at, String code, String reason) {
        warnings.add(at.finding("lint", code, reason));
    }
}
