package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Node;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads policies and guardrails.
///
/// @param within how long a stage is open that doesn't say
record PolicyReader(Duration within) {

    AccessPolicy policy(Head head, Fields doc) {
        Fields duration = doc.fields("duration");
        return new AccessPolicy(
                head,
                target(doc.fields("target")),
                conditions(doc, "when"),
                conditions(doc, "require"),
                duration.span("min", Duration.ZERO),
                duration.span("max"),
                duration.span("default"),
                doc.at("duration"),
                doc.list("routes", this::route),
                doc.texts("obligations"),
                doc.texts("notify"),
                doc.truth("watch", false),
                date(doc.text("reviewBy")));
    }

    Guardrail guardrail(Head head, Fields doc) {
        return new Guardrail(
                head,
                target(doc.fields("target")),
                conditions(doc, "when"),
                conditions(doc, "deny"),
                doc.list("add", this::stage),
                conditions(doc, "require"),
                conditions(doc, "approvers"),
                doc.fields("limit").span("max"),
                doc.fields("limit").text("until"),
                doc.texts("obligations"),
                doc.has("breakGlass"));
    }

    static Target target(Fields target) {
        Fields resource = target.fields("resource");
        return new Target(
                resource.texts("type"),
                resource.texts("name"),
                resource.texts("project"),
                resource.texts("environment"),
                resource.texts("sensitivity"),
                resource.map(
                        "labels", (name, entry) -> resource.fields("labels").texts(name)),
                target.texts("role"),
                target.list("except", node -> target(Fields.of(node))));
    }

    static List<ConditionText> conditions(Fields document, String key) {
        List<ConditionText> conditions = new ArrayList<>();
        for (Map.Entry<String, Node.Entry> condition :
                document.fields(key).node().entries().entrySet()) {
            Node value = condition.getValue().value();
            Fields fields = Fields.of(value);
            Node expression = Objects.requireNonNullElse(fields.get("expr"), value);
            conditions.add(new ConditionText(
                    condition.getKey(),
                    Fields.textOf(expression),
                    fields.text("message"),
                    condition.getValue().key(),
                    expression instanceof Node.Scalar text ? text.textAt() : expression.at()));
        }
        return conditions;
    }

    private RouteText route(Node node) {
        Fields route = Fields.of(node);
        Fields glass = route.fields("breakGlass");
        Fields review = glass.fields("review");
        boolean breaks = route.has("breakGlass");
        RouteText.BreakGlass breakGlass = breaks
                ? new RouteText.BreakGlass(
                        glass.texts("notify"),
                        review.texts("from"),
                        review.number("need", 1),
                        review.span("within", Duration.ofHours(24)))
                : null;
        Duration max = breaks ? least(route.span("max"), glass.span("max")) : route.span("max");
        return new RouteText(
                route.text("id", ""),
                conditions(route, "if"),
                max,
                route.list("approve", this::stage),
                breakGlass,
                route.at());
    }

    private StageText stage(Node node) {
        Fields stage = Fields.of(node);
        Fields otherwise = stage.fields("otherwise");
        return new StageText(
                stage.text("stage", ""),
                stage.texts("from"),
                stage.number("need", 1),
                stage.span("within", within),
                stage.text("after"),
                conditions(stage, "where"),
                stage.has("otherwise")
                        ? new StageText.Otherwise(otherwise.texts("ask"), otherwise.span("within", within))
                        : null,
                stage.at());
    }

    private static @Nullable Duration least(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null; // 2026-02-30: lint only, so it has no effect
        }
    }
}
