package hourglass.policy.workbench;

import hourglass.policy.Decision;
import hourglass.policy.engine.documents.Span;
import hourglass.policy.engine.yaml.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares a decision with what a case expects of it.
final class Expectation {
    /// What can be expected; every other column of `each` is a fact.
    static final Set<String> NAMES = Set.of(
            "decision",
            "cause",
            "policy",
            "failed",
            "unknown",
            "open",
            "asked",
            "missing",
            "max",
            "notAfter",
            "obligations",
            "notify",
            "review",
            "watch",
            "mend",
            "askAgainAt",
            "vote");

    private Expectation() {}

    /// What differs, as `wanted …, got …`; empty when nothing does.
    static Optional<String> check(String name, Node wanted, Decision decision) throws SuiteException {
        Object want = wanted(name, wanted);
        Object got = got(name, decision);
        return Objects.equals(want, got)
                ? Optional.empty()
                : Optional.of(name + ": wanted " + show(want) + ", got " + show(got));
    }

    private static @Nullable Object wanted(String name, Node node) throws SuiteException {
        if (Values.isNull(node)) {
            return null;
        }
        return switch (name) {
            case "failed", "unknown", "open", "asked", "obligations", "notify" -> new TreeSet<>(Values.texts(node));
            case "missing" -> Values.fact("int", node);
            case "watch" -> Values.fact("bool", node);
            case "max" -> Values.span(node);
            case "notAfter", "askAgainAt" -> Values.instant(node);
            case "review" -> review(node);
            default -> Values.text(node);
        };
    }

    private static Map<String, Object> review(Node node) throws SuiteException {
        if (!(node instanceof Node.Mapping mapping)) {
            throw Values.wrong(node, "A review is {from, need, within}.");
        }
        Map<String, Object> review = new TreeMap<>();
        for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
            Node value = entry.getValue().value();
            switch (entry.getKey()) {
                case "need" -> review.put("need", String.valueOf(Values.fact("int", value)));
                case "within" -> review.put("within", Values.span(value));
                case "from" ->
                    review.put(
                            "from", value instanceof Node.Sequence ? Values.texts(value) : List.of(Values.text(value)));
                default -> throw Values.wrong(value, "A review is {from, need, within}.");
            }
        }
        return review;
    }

    private static @Nullable Object got(String name, Decision decision) {
        return switch (name) {
            case "decision" -> decision.outcome().name();
            case "cause" -> decision.cause() == null ? null : word(decision.cause());
            case "mend" -> decision.mend() == null ? null : word(decision.mend());
            case "policy" -> decision.way();
            case "failed" -> new TreeSet<>(decision.failed());
            case "unknown" -> new TreeSet<>(decision.unknown());
            case "open" -> {
                Set<String> open = new TreeSet<>();
                decision.stages()
                        .forEach(stage ->
                                open.add(stage.stage().substring(stage.stage().indexOf('/') + 1)));
                yield open;
            }
            case "asked" -> {
                Set<String> asked = new TreeSet<>();
                decision.stages().forEach(stage -> asked.addAll(stage.asked()));
                yield asked;
            }
            case "missing" -> (long) decision.missing();
            case "max" -> decision.maxSeconds() == null ? null : Duration.ofSeconds(decision.maxSeconds());
            case "notAfter" -> decision.notAfter();
            case "askAgainAt" -> decision.askAgainAt();
            case "obligations" -> new TreeSet<>(decision.obligations());
            case "notify" -> new TreeSet<>(decision.notifies());
            case "watch" -> decision.watch();
            case "review" -> review(decision.review());
            case "vote" ->
                decision.votes().isEmpty()
                        ? null
                        : word(decision.votes().getLast().outcome());
            default -> null;
        };
    }

    private static @Nullable Map<String, Object> review(Decision.@Nullable ReviewPlan plan) {
        if (plan == null) {
            return null;
        }
        Map<String, Object> review = new TreeMap<>();
        review.put("from", plan.from());
        review.put("need", String.valueOf(plan.need()));
        review.put("within", Duration.ofSeconds(plan.withinSeconds()));
        return review;
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String show(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Duration span -> Span.shortText(span);
            case Instant at -> at.toString();
            case Collection<?> all -> all.toString();
            case Object other -> other.toString();
        };
    }
}
