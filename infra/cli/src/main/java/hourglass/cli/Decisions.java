package hourglass.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Says what policy answered and why: the reasons it gives, in its words.
final class Decisions {

    private final Shell shell;

    Decisions(Shell shell) {
        this.shell = shell;
    }

    /// The check list: each condition with its result, what stands in the way with its message, then who is asked.
    void conditions(JsonNode decision) {
        for (JsonNode reason : Json.items(decision, "reasons").toList()) {
            shell.say("  " + padded(Json.text(reason, "result"), 12)
                    + (stops(decision, reason) ? named(reason) + why(reason, "") : named(reason)));
        }
        withoutReason(decision).forEach(name -> shell.say("  " + padded("not-met", 12) + name + bound(decision, name)));
        for (JsonNode stage : Json.items(decision, "stages").toList()) {
            shell.say("  " + padded("asks", 12) + asked(stage));
        }
    }

    /// What stands in the way, one a line.
    List<String> failed(JsonNode decision) {
        List<String> failed = new ArrayList<>();
        String commit = Json.text(decision, "policyCommit");
        String by = commit.isEmpty() ? "" : ", commit " + commit.substring(0, Math.min(7, commit.length()));
        for (JsonNode reason : Json.items(decision, "reasons").toList()) {
            if (stops(decision, reason)) {
                failed.add(Json.text(reason, "result") + " " + named(reason) + why(reason, by));
            }
        }
        withoutReason(decision).forEach(name -> failed.add("not-met " + name + bound(decision, name)));
        return failed;
    }

    /// Whether a condition stands in the way: policy names those that do. (That a guardrail is silent, or a route is
    /// not the one, is `not-met` too.)
    static boolean stops(JsonNode decision, JsonNode reason) {
        return Json.texts(decision, "failed").contains(named(reason));
    }

    /// What stands in the way without being a condition: a duration, a stage, a calendar.
    private static List<String> withoutReason(JsonNode decision) {
        List<String> conditions =
                Json.items(decision, "reasons").map(Decisions::named).toList();
        return Json.texts(decision, "failed").stream()
                .filter(name -> !conditions.contains(name))
                .toList();
    }

    private static String why(JsonNode reason, String by) {
        String message = Json.text(reason, "message");
        return (message.isEmpty() ? "" : ": " + message) + "   (" + Json.text(reason, "at") + by + ")";
    }

    private static String bound(JsonNode decision, String name) {
        String max = Json.text(decision, "max");
        return name.endsWith("/duration") && !max.isEmpty() ? ": at most " + Moments.span(max) : "";
    }

    /// What would pass instead, as far as policy says, the nearest first.
    void wouldPass(JsonNode explained) {
        Json.items(explained, "wouldPass").forEach(this::say);
    }

    /// The nearest of these only.
    void nearest(JsonNode explained) {
        Json.items(explained, "wouldPass").limit(1).forEach(this::say);
    }

    private void say(JsonNode way) {
        String change = way.path("change").properties().stream()
                .map(field -> option(field.getKey(), Json.name(field.getValue())))
                .sorted()
                .collect(Collectors.joining(" and "));
        shell.say("  Would pass: " + change + " → " + Json.text(way, "outcome"));
    }

    /// A change of the form as it is typed.
    private static String option(String field, String value) {
        return switch (field) {
            case "duration" -> "-d " + value.replaceFirst("^PT", "").toLowerCase(Locale.ROOT);
            case "session" -> "a fresh sign-in (hourglass login)";
            case "breakGlass" -> "hourglass break-glass";
            default -> field + " " + value;
        };
    }

    /// `team-lead: Bob Kaya (1 needed, by 10:20)`.
    String asked(JsonNode stage) {
        int missing = stage.path("need").asInt(1) - stage.path("have").asInt(0);
        String closes = Json.text(stage, "closesAt");
        List<String> people = Json.texts(stage, "people");
        return Json.text(stage, "stage") + ": "
                + String.join(", ", people.isEmpty() ? Json.texts(stage, "from") : people) + " (" + missing
                + " needed"
                + (closes.isEmpty() ? "" : ", by " + new Moments(shell.clock()).minute(closes)) + ")";
    }

    private static String named(JsonNode reason) {
        String condition = Json.text(reason, "condition");
        return condition.contains("/") ? condition : Json.text(reason, "policy") + "/" + condition;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
