package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Content;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Outcome;
import hourglass.policy.Explanation;
import hourglass.policy.Explanation.WouldPass;
import hourglass.policy.PolicyRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Looks for the changes that would bring a better answer: shorter or longer, a fresh session, breaking the glass, and
/// two of these together. What a person has to write themselves (a ticket, a reason) it can't know.
record Explainer(Model model, Decider decider) {

    private record Change(String field, String value) {}

    Explanation explain(Ask ask, PolicyRef as) {
        Decision now = decider.decide(ask, as, Overlay.NONE);
        List<WouldPass> found = new ArrayList<>();
        if (now.outcome() == Outcome.DENY || now.outcome() == Outcome.HOLD) {
            List<Change> changes = changes(ask);
            for (int i = 0; i < changes.size(); i++) {
                attempt(ask, as, now, List.of(changes.get(i)), found);
            }
            if (found.isEmpty()) {
                pairs(ask, as, now, changes, found);
            }
        }
        found.sort(Comparator.comparing((WouldPass pass) -> pass.outcome()).reversed());
        return new Explanation(now, found);
    }

    private void pairs(Ask ask, PolicyRef as, Decision now, List<Change> changes, List<WouldPass> found) {
        for (int i = 0; i < changes.size(); i++) {
            for (int j = i + 1; j < changes.size(); j++) {
                if (!changes.get(i).field().equals(changes.get(j).field())) {
                    attempt(ask, as, now, List.of(changes.get(i), changes.get(j)), found);
                }
            }
        }
    }

    private void attempt(Ask ask, PolicyRef as, Decision now, List<Change> changes, List<WouldPass> found) {
        Ask changed = ask;
        Map<String, String> shown = new LinkedHashMap<>();
        for (Change change : changes) {
            changed = with(changed, change);
            shown.put(change.field(), change.value());
        }
        Outcome outcome = decider.decide(changed, as, Overlay.NONE).outcome();
        if (outcome.compareTo(now.outcome()) > 0 && outcome.compareTo(Outcome.HOLD) > 0) {
            found.add(new WouldPass(shown, outcome));
        }
    }

    /// Single changes worth trying: the bounds of every document about this role, a new sign-in, a broken glass.
    private List<Change> changes(Ask ask) {
        List<Change> changes = new ArrayList<>();
        Content content = ask.content();
        Pair pair = model.pair(content.resource(), content.role());
        if (pair == null) {
            return changes;
        }
        TreeMap<Duration, Boolean> bounds = new TreeMap<>();
        for (LinkedPolicy policy : pair.policies()) {
            add(bounds, policy.text().max());
            add(bounds, policy.text().min());
            policy.routes(content.breakGlass()).forEach(route -> add(bounds, route.max()));
        }
        pair.guardrails().forEach(guardrail -> add(bounds, guardrail.text().max()));
        bounds.descendingKeySet().forEach(bound -> {
            if (!bound.equals(content.duration()) && !bound.isZero()) {
                changes.add(new Change("duration", bound.toString()));
            }
        });
        changes.add(new Change("session", "fresh"));
        if (!content.breakGlass()
                && pair.policies().stream()
                        .anyMatch(policy -> !policy.breakGlass().isEmpty())) {
            changes.add(new Change("breakGlass", "true"));
        }
        return changes;
    }

    private static void add(TreeMap<Duration, Boolean> bounds, @Nullable Duration bound) {
        if (bound != null) {
            bounds.put(bound, true);
        }
    }

    private static Ask with(Ask ask, Change change) {
        Content old = ask.content();
        return switch (change.field()) {
            case "session" -> Resumption.of(ask, ask.askedAt());
            case "breakGlass" -> with(ask, content(old, old.durationSeconds(), true));
            default ->
                with(
                        ask,
                        content(
                                old,
                                Math.toIntExact(Duration.parse(change.value()).toSeconds()),
                                old.breakGlass()));
        };
    }

    private static Content content(Content old, int seconds, boolean breakGlass) {
        return new Content(
                old.requestId(),
                old.person(),
                old.resource(),
                old.role(),
                seconds,
                old.startsAt(),
                old.reason(),
                old.ticket(),
                breakGlass,
                old.policy(),
                old.extending(),
                old.replaces(),
                old.submittedAt());
    }

    private static Ask with(Ask ask, Content content) {
        return new Ask(
                ask.number(),
                ask.cause(),
                ask.askedAt(),
                ask.phase(),
                ask.policyAtLeast(),
                content,
                ask.digest(),
                ask.session(),
                ask.votes(),
                ask.windows(),
                ask.standing(),
                ask.basis());
    }
}
