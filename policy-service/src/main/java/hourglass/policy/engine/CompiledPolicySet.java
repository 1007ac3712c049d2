package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Decision;
import hourglass.policy.Document;
import hourglass.policy.Explanation;
import hourglass.policy.Finding;
import hourglass.policy.Identity;
import hourglass.policy.Person;
import hourglass.policy.PolicyRef;
import hourglass.policy.PolicySet;
import hourglass.policy.Resource;
import hourglass.policy.engine.conditions.FactTypes;
import hourglass.policy.engine.documents.CatalogResource;
import hourglass.policy.engine.documents.Head;
import hourglass.policy.engine.documents.Repository;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The engine's policy set.
public final class CompiledPolicySet implements PolicySet {
    private final String bundleDigest;
    private final Repository repository;
    private final Model model;
    private final Decider decider;
    private final List<Finding> warnings;
    private final List<Document> documents;
    private final List<Resource> resources;

    CompiledPolicySet(String bundleDigest, Repository repository, Model model, List<Finding> warnings) {
        this.bundleDigest = bundleDigest;
        this.repository = repository;
        this.model = model;
        this.decider = new Decider(model);
        this.warnings = List.copyOf(warnings);
        this.documents = repository.heads().stream()
                .map(Head::document)
                .sorted(Comparator.comparing(Document::id).thenComparing(Document::kind))
                .toList();
        this.resources = repository.resources().values().stream()
                .sorted(Comparator.comparing(CatalogResource::id))
                .map(this::published)
                .filter(resource -> !resource.roles().isEmpty())
                .toList();
    }

    private Resource published(CatalogResource resource) {
        return resource.published(
                Objects.requireNonNull(repository.types().get(resource.type()), resource.type()),
                role -> Prospects.of(Objects.requireNonNull(model.pairs().get(Pair.key(resource.id(), role)), role)));
    }

    @Override
    public String bundleDigest() {
        return bundleDigest;
    }

    @Override
    public String engine() {
        return Decider.ENGINE;
    }

    @Override
    public List<Document> documents() {
        return documents;
    }

    @Override
    public List<Person> people() {
        return model.directory().people().values().stream()
                .map(Directory.Member::person)
                .toList();
    }

    @Override
    public Optional<Person> person(Identity identity) {
        return Optional.ofNullable(model.directory().byIdentity().get(identity));
    }

    @Override
    public List<Resource> resources() {
        return resources;
    }

    @Override
    public List<Finding> warnings() {
        return warnings;
    }

    @Override
    public Set<String> sensitive() {
        return model.types().sensitive();
    }

    @Override
    public Decision decide(Ask ask, PolicyRef as) {
        return decider.decide(ask, as, Overlay.NONE);
    }

    /// The decision with facts put in place of others, as suites do.
    public Decision decide(Ask ask, PolicyRef as, Overlay overlay) {
        return decider.decide(ask, as, overlay);
    }

    @Override
    public Explanation explain(Ask ask, PolicyRef as) {
        return new Explainer(model, decider).explain(ask, as);
    }

    /// The documents that it was built from.
    public Repository repository() {
        return repository;
    }

    /// The facts that a suite may put in place of others.
    public FactTypes factTypes() {
        return model.types();
    }

    /// Names of all conditions, routes and stages, for a report of what suites have seen of them.
    public Inventory inventory() {
        return Inventory.of(model);
    }

    /// The compiled conditions alone that deciding `ask` evaluates, to measure a decision against.
    public BareConditions bare(Ask ask, PolicyRef as) {
        return BareConditions.of(model, ask, decide(ask, as));
    }

    Model model() {
        return model;
    }
}
