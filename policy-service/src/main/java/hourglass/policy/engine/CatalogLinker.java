package hourglass.policy.engine;

import hourglass.policy.Finding;
import hourglass.policy.engine.conditions.FactTypes;
import hourglass.policy.engine.documents.AccessPolicy;
import hourglass.policy.engine.documents.CatalogResource;
import hourglass.policy.engine.documents.CatalogRole;
import hourglass.policy.engine.documents.CatalogType;
import hourglass.policy.engine.documents.Repository;
import hourglass.policy.engine.documents.StageText;
import hourglass.policy.engine.documents.Target;
import hourglass.policy.engine.yaml.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Finds, for each role on each resource, the documents that can have a say about it (rules 2 and 3), and refuses a
/// commit whose documents don't fit together there: stages of one id that differ (rule 9), obligations that the
/// resource's type can't meet, a policy that names a resource which doesn't admit it.
final class CatalogLinker {
    private final Repository repository;
    private final Directory directory;
    private final FactTypes types;
    private final List<Finding> findings;
    private final Map<String, List<CatalogResource>> byType = new HashMap<>();

    CatalogLinker(Repository repository, Directory directory, FactTypes types, List<Finding> findings) {
        this.repository = repository;
        this.directory = directory;
        this.types = types;
        this.findings = findings;
    }

    Map<String, Pair> link(List<LinkedPolicy> policies, List<LinkedGuardrail> guardrails) {
        Map<String, Pair> pairs = new TreeMap<>();
        for (CatalogResource resource : repository.resources().values()) {
            CatalogType type = repository.types().get(resource.type());
            if (type == null) {
                wrong(
                        resource.at(),
                        "no-type",
                        "There is no type '" + resource.type() + "': add it or correct the name.");
                continue;
            }
            check(resource);
            byType.computeIfAbsent(resource.type(), t -> new ArrayList<>()).add(resource);
            resource.roles(type)
                    .forEach((name, role) -> pairs.put(Pair.key(resource.id(), name), pair(resource, type, role)));
        }
        for (LinkedGuardrail guardrail : sorted(guardrails, Comparator.comparing(LinkedGuardrail::id))) {
            eachPair(guardrail.text().target(), pairs, pair -> pair.guardrails().add(guardrail));
        }
        for (LinkedPolicy policy : sorted(policies, Comparator.comparing(LinkedPolicy::id))) {
            String owner = policy.text().head().owner();
            eachPair(policy.text().target(), pairs, pair -> {
                if (pair.resource().admits(owner, type(pair.resource()))) {
                    pair.policies().add(policy);
                }
            });
            namesOnlyWhoAdmits(policy.text());
        }
        pairs.values().forEach(this::fits);
        return pairs;
    }

    private CatalogType type(CatalogResource resource) {
        return Objects.requireNonNull(repository.types().get(resource.type()));
    }

    private static <T> List<T> sorted(List<T> all, Comparator<T> order) {
        return all.stream().sorted(order).toList();
    }

    private static Pair pair(CatalogResource resource, CatalogType type, CatalogRole role) {
        Map<String, Object> facts = Map.of(
                "name", resource.id(),
                "type", resource.type(),
                "project", resource.project(),
                "service", resource.service(),
                "owner", resource.owner(),
                "labels", resource.labels(),
                "environment", resource.environment(),
                "sensitivity", resource.sensitivity());
        return new Pair(
                resource,
                role,
                resource.targetOf(role),
                facts,
                new ArrayList<>(1),
                new ArrayList<>(4),
                type.obligations());
    }

    /// Only the resources that the target's names and types leave are looked at.
    private void eachPair(Target target, Map<String, Pair> pairs, Consumer<Pair> found) {
        for (CatalogResource resource : candidates(target)) {
            for (String role : resource.roles(type(resource)).keySet()) {
                Pair pair = pairs.get(Pair.key(resource.id(), role));
                if (pair != null && target.matches(resource, role)) {
                    found.accept(pair);
                }
            }
        }
    }

    private Collection<CatalogResource> candidates(Target target) {
        boolean exact = !target.names().isEmpty() && target.names().stream().noneMatch(name -> name.contains("*"));
        List<CatalogResource> some = new ArrayList<>();
        if (exact) {
            for (String name : new TreeSet<>(target.names())) {
                CatalogResource resource = repository.resources().get(name);
                if (resource != null && repository.types().containsKey(resource.type())) {
                    some.add(resource);
                }
            }
            return some;
        }
        Collection<String> wanted = target.types().isEmpty() ? byType.keySet() : new TreeSet<>(target.types());
        wanted.forEach(type -> some.addAll(byType.getOrDefault(type, List.of())));
        return some;
    }

    private void check(CatalogResource resource) {
        Map<String, String> facts =
                Map.of("environment", resource.environment(), "sensitivity", resource.sensitivity());
        for (FactTypes.Bounded bounded : types.bounded("resource")) {
            String value = facts.get(bounded.field());
            if (value != null && !bounded.allows(value)) {
                wrong(
                        resource.at(),
                        "not-allowed",
                        "'" + value + "' is no " + bounded.field() + " that facts.yaml knows: one of "
                                + String.join(", ", bounded.oneOf()) + ".");
            }
        }
        principal(resource.owner(), resource.at());
        Set<String> admitted = new TreeSet<>(type(resource).policiesFrom());
        if (resource.policiesFrom() != null) {
            admitted.addAll(resource.policiesFrom());
        }
        admitted.forEach(principal -> principal(principal, resource.at()));
    }

    private void principal(String principal, Place at) {
        String name = principal.substring(principal.indexOf(':') + 1);
        boolean known = principal.startsWith("user:")
                ? directory.member(name) != null
                : directory.groups().containsKey(name);
        if (!known) {
            wrong(at, "no-group", "There is no '" + principal + "' in the directory: add it or correct the name.");
        }
    }

    private void namesOnlyWhoAdmits(AccessPolicy policy) {
        for (String name : policy.target().names()) {
            CatalogResource resource = repository.resources().get(name);
            if (resource != null && !resource.admits(policy.head().owner(), type(resource))) {
                wrong(
                        policy.head().at(),
                        "not-admitted",
                        "'" + name + "' takes no policies of " + policy.head().owner()
                                + ": ask its owner, or don't name it.");
            }
        }
    }

    private void fits(Pair pair) {
        Map<String, LinkedStage> stages = new HashMap<>();
        Set<String> meets = new TreeSet<>(pair.meets());
        for (LinkedGuardrail guardrail : pair.guardrails()) {
            guardrail.add().forEach(stage -> same(stages, stage, pair));
            meets(meets, guardrail.text().obligations(), guardrail.text().head().at(), pair);
        }
        for (LinkedPolicy policy : pair.policies()) {
            policy.ordinary().forEach(route -> route.stages().forEach(stage -> same(stages, stage, pair)));
            meets(meets, policy.text().obligations(), policy.text().head().at(), pair);
        }
    }

    private void same(Map<String, LinkedStage> stages, LinkedStage stage, Pair pair) {
        LinkedStage other = stages.putIfAbsent(stage.id(), stage);
        if (other != null && !other.text().sameButNeed(stage.text())) {
            StageText here = stage.text();
            wrong(
                    here.at(),
                    "stage-conflict",
                    "'" + stage.name() + "' and '" + other.name() + "' ("
                            + other.text().at().pathAndLine() + ") meet on "
                            + pair.resource().id() + "/" + pair.role().role()
                            + " and differ in more than need: make them equal, or rename one.");
        }
    }

    private void meets(Set<String> meets, List<String> obligations, Place at, Pair pair) {
        for (String obligation : obligations) {
            if (!meets.contains(obligation)) {
                wrong(
                        at,
                        "obligation",
                        "Resources of type " + pair.resource().type() + " can't meet '" + obligation
                                + "', which this asks of " + pair.resource().id() + "/"
                                + pair.role().role() + ".");
            }
        }
    }

    private void wrong(Place at, String code, String reason) {
        Finding finding = at.finding("links", code, reason);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }
}
