package hourglass.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Says what policy answered and why: the reasons it gives, in its words.
final class Decisions {

    private final Shell shell;

    Decisions(Shell shell) {
        this.shell = shell;
    }

    /// The check list: each condition with its result, then who is asked.
    void conditions(JsonNode decision) {
        for (JsonNode reason : Json.items(decision, "reasons").toList()) {
            String message = Json.text(reason, "message");
            boolean fine = isFine(reason);
            shell.say("  " + padded(Json.text(reason, "result"), 12) + named(reason)
                    + (fine || message.isEmpty() ? "" : ": " + message)
                    + (fine ? "" : "   (" + Json.text(reason, "at") + ")"));
        }
        for (JsonNode stage : Json.items(decision, "stages").toList()) {
            shell.say("  " + padded("asks", 12) + asked(stage));
        }
    }

    /// The conditions that stand in the way, one a line.
    List<String> failed(JsonNode decision) {
        List<String> failed = new ArrayList<>();
        String commit = Json.text(decision, "policyCommit");
        for (JsonNode reason : Json.items(decision, "reasons").toList()) {
            if (!isFine(reason)) {
                String message = Json.text(reason, "message");
                failed.add(Json.text(reason, "result") + " " + named(reason)
                        + (message.isEmpty() ? "" : ": " + message) + "   (" + Json.text(reason, "at")
                        + (commit.isEmpty() ? "" : ", commit " + commit.substring(0, Math.min(7, commit.length())))
                        + ")");
            }
        }
        return failed;
    }

    /// What would pass instead, as far as policy says.
    void wouldPass(JsonNode explained) {
        for (JsonNode way : Json.items(explained, "wouldPass").toList()) {
            String change = way.path("change").properties().stream()
                    .map(field -> field.getKey() + " "
                            + Moments.span(
                                    field.getValue().isString()
                                            ? field.getValue().stringValue()
                                            : field.getValue().toString()))
                    .collect(Collectors.joining(", "));
            shell.say("  Would pass: " + change + " → " + Json.text(way, "outcome"));
        }
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

    /// Whether a condition gives a reason to stop, by the words of the API.
    static boolean isFine(JsonNode reason) {
        return switch (Json.text(reason, "result")) {
            case "met", "clear" -> true;
            default -> false;
        };
    }

    private static String named(JsonNode reason) {
        String condition = Json.text(reason, "condition");
        return condition.contains("/") ? condition : Json.text(reason, "policy") + "/" + condition;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
