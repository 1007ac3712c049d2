package hourglass.policy.engine;

import hourglass.policy.Ask;
import hourglass.policy.Content;
import hourglass.policy.Decision;
import hourglass.policy.Decision.Part;
import hourglass.policy.Decision.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that the documents say about one ask on one catalog pair, before rule 17 makes a decision of it.
final class Deliberation {
    static final String BUILT_IN_ACTIVE = "built-in/active";
    static final String BUILT_IN_REVIEW = "built-in/overdue-review";

    private final Ask ask;
    private final Instant now;
    private final AskFacts facts;
    private final Judge judge = new Judge();
    private final Tightening tightening;
    private final StageLife life;
    private final Approvers approvers;
    private final List<Outlook> outlooks = new ArrayList<>();
    private final List<LinkedPolicy> speaking = new ArrayList<>();
    private final Set<String> notEligible = new TreeSet<>();
    private final Set<String> undecided = new TreeSet<>();
    private final Map<String, Weighed> whens = new HashMap<>();
    private @Nullable Weighed railsRequire;

    Deliberation(Model model, Pair pair, Ask ask, Overlay overlay) {
        this.ask = ask;
        Instant start = ask.content().startsAt();
        this.now = start != null && start.isAfter(ask.askedAt()) ? start : ask.askedAt();
        this.facts = new AskFacts(model, pair, ask, now, overlay);
        this.tightening = Tightening.of(pair, ask.content().breakGlass(), facts.variables(), judge);
        builtIn();
        this.approvers = new Approvers(model, pair, ask, facts, overlay, tightening.approvers());
        this.life = new StageLife(ask, approvers);
        for (LinkedPolicy policy : pair.policies()) {
            hear(policy);
        }
        outlooks.sort(Outlook.NEAREST);
    }

    private void builtIn() {
        Content content = ask.content();
        Object active = facts.value("requester.active");
        boolean locked = ask.standing().locked();
        SortedMap<String, @Nullable Object> values = new TreeMap<>();
        values.put("requester.active", active);
        values.put("requester.locked", locked);
        Truth inactive =
                locked || Boolean.FALSE.equals(active) ? Truth.TRUE : active == null ? Truth.UNKNOWN : Truth.FALSE;
        String why = locked
                ? "An operator has locked " + content.person() + "."
                : content.person() + " is not an active person of the directory.";
        builtIn(BUILT_IN_ACTIVE, inactive, values, why);
        if (content.breakGlass()) {
            Object overdue = facts.value("requester.overdueReviews");
            SortedMap<String, @Nullable Object> reviews = new TreeMap<>();
            reviews.put("requester.overdueReviews", overdue);
            Truth late = overdue instanceof Long count ? (count > 0 ? Truth.TRUE : Truth.FALSE) : Truth.UNKNOWN;
            builtIn(BUILT_IN_REVIEW, late, reviews, "A review of an earlier break-glass access is overdue.");
        }
    }

    private void builtIn(String name, Truth truth, SortedMap<String, @Nullable Object> values, String message) {
        String shown = truth == Truth.FALSE ? null : message;
        judge.keep(new Decision.Condition(name, Part.DENY, truth, values, shown, "built-in:1"));
        if (truth == Truth.TRUE) {
            tightening.deny(name);
        } else if (truth == Truth.UNKNOWN) {
            tightening.denyUnknown(name);
        }
    }

    private void hear(LinkedPolicy policy) {
        Content content = ask.content();
        List<LinkedRoute> routes = policy.routes(content.breakGlass());
        boolean named = content.policy() == null || content.policy().equals(policy.id());
        if (routes.isEmpty() || !named) {
            return;
        }
        speaking.add(policy);
        Weighed when = Weighed.all(policy.when(), facts.variables(), judge);
        whens.put(policy.id(), when);
        switch (when.truth()) {
            case FALSE -> notEligible.addAll(when.notTrue());
            case UNKNOWN -> undecided.addAll(when.unknown());
            case TRUE -> walk(policy, routes);
        }
    }

    private void walk(LinkedPolicy policy, List<LinkedRoute> routes) {
        List<LinkedRoute> aside = new ArrayList<>();
        for (LinkedRoute route : routes) {
            Truth fits = Weighed.all(route.when(), facts.variables(), judge).truth();
            if (fits == Truth.TRUE) {
                offer(policy, route, aside);
                return;
            }
            if (fits == Truth.UNKNOWN) {
                aside.add(route);
            }
        }
        (aside.isEmpty() ? notEligible : undecided).add(policy.id() + "/routes");
    }

    private void offer(LinkedPolicy policy, LinkedRoute route, List<LinkedRoute> aside) {
        Map<String, Object> variables = facts.variables();
        if (railsRequire == null) {
            railsRequire = tightening.require(variables, judge);
        }
        Weighed own = Weighed.all(policy.require(), variables, judge);
        Offer offer = Offer.of(policy, route, aside, tightening, List.of(own, railsRequire));
        Ballots ballots = new Ballots(ask, facts, approvers, life, offer.stages());
        outlooks.add(new Outlook(offer, ask, now, ballots, life, tightening.untils(), approvers));
    }

    Instant now() {
        return now;
    }

    Judge judge() {
        return judge;
    }

    StageLife life() {
        return life;
    }

    Approvers approvers() {
        return approvers;
    }

    Tightening tightening() {
        return tightening;
    }

    /// The offers, the nearest first (rule 16).
    List<Outlook> outlooks() {
        return outlooks;
    }

    /// The policies that speak (rule 3).
    List<LinkedPolicy> speaking() {
        return speaking;
    }

    /// Names of each false `when` and of routes none of which fits, for a denial as not eligible.
    Set<String> notEligible() {
        return notEligible;
    }

    /// Names of each unknown `when` and of routes that may or may not fit.
    Set<String> undecided() {
        return undecided;
    }

    /// The policy of that id; null when it doesn't speak (any more).
    @Nullable
    LinkedPolicy speaking(String id) {
        return speaking.stream()
                .filter(policy -> policy.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /// The names of those conditions of its `when` that are false; empty when it is true or unknown.
    List<String> falseWhen(LinkedPolicy policy) {
        Weighed when = whens.get(policy.id());
        return when == null ? List.of() : when.notTrue();
    }
}
