package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Decision.Truth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the people behind policy's words, for one ask (rules 10 and 11).
final class Approvers {
    private final Model model;
    private final Pair pair;
    private final AskFacts facts;
    private final Overlay overlay;
    private final String requester;
    private final List<LinkedCondition> always;

    /// @param always conditions that guardrails put on every approver
    Approvers(Model model, Pair pair, Ask ask, AskFacts facts, Overlay overlay, List<LinkedCondition> always) {
        this.model = model;
        this.pair = pair;
        this.facts = facts;
        this.overlay = overlay;
        this.requester = ask.content().person();
        this.always = always;
    }

    /// Conditions that guardrails put on every approver.
    List<LinkedCondition> always() {
        return always;
    }

    boolean isRequester(String person) {
        return requester.equalsIgnoreCase(person);
    }

    boolean isActive(String person) {
        return model.directory().isActive(person);
    }

    /// Everybody named; null when a source doesn't answer.
    @Nullable
    Set<String> resolve(List<Who> words) {
        Set<String> people = new TreeSet<>();
        for (Who who : words) {
            Iterable<String> named = named(who);
            if (named == null) {
                return null;
            }
            named.forEach(people::add);
        }
        return people;
    }

    private @Nullable Iterable<String> named(Who who) {
        return switch (who) {
            case Who.People people -> people.people();
            case Who.OwnerOf _ -> model.directory().members(pair.resource().owner());
            case Who.LeadOf lead ->
                byFact("requester." + lead.fact(), model.directory().leads());
            case Who.OnCall service ->
                byFact("resource." + service.fact(), model.directory().onCall());
            case Who.ManagerOf _ -> manager();
        };
    }

    private @Nullable Iterable<String> byFact(String path, Map<String, List<String>> directory) {
        Object value = facts.value(path);
        if (value == null) {
            return overlay.covers(path) ? null : List.of();
        }
        return directory.getOrDefault(value.toString(), List.of());
    }

    private @Nullable Iterable<String> manager() {
        Object manager = facts.value("requester.manager");
        if (manager == null) {
            return overlay.covers("requester.manager") ? null : List.of();
        }
        return List.of(manager.toString());
    }

    /// Who could review what `route` gives: not the requester, and active; null when a source doesn't answer.
    @Nullable
    Set<String> reviewers(LinkedRoute route) {
        Set<String> named = resolve(route.review());
        if (named == null) {
            return null;
        }
        named.removeIf(person -> isRequester(person) || !isActive(person));
        return named;
    }

    /// Those of `people` who could vote on `stage`: not the requester, active, and `where` not false for them.
    Set<String> eligible(Set<String> people, LinkedStage stage) {
        Set<String> eligible = new TreeSet<>();
        for (String person : people) {
            if (!isRequester(person) && isActive(person) && mayAgree(person, stage)) {
                eligible.add(person);
            }
        }
        return eligible;
    }

    private boolean mayAgree(String person, LinkedStage stage) {
        if (stage.where().isEmpty() && always.isEmpty()) {
            return true;
        }
        Map<String, Object> variables = facts.withApprover(person, null);
        return noneFalse(stage.where(), variables) && noneFalse(always, variables);
    }

    private boolean noneFalse(List<LinkedCondition> conditions, Map<String, ?> variables) {
        for (LinkedCondition condition : conditions) {
            Truth truth = condition.expression().evaluate(variables);
            overlay.watcher().accept(condition.name(), truth);
            if (truth == Truth.FALSE) {
                return false;
            }
        }
        return true;
    }
}
