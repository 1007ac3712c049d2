package hourglass.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Says where a request has come to, in one line and what to do next.
final class Outcome {

    private final Shell shell;
    private final Moments moments;
    private final Decisions decisions;

    Outcome(Shell shell) {
        this.shell = shell;
        this.moments = new Moments(shell.clock());
        this.decisions = new Decisions(shell);
    }

    /// Says it and gives the exit code.
    int say(JsonNode view) {
        String state = Json.text(view, "state");
        String id = Listing.shortId(Json.text(view, "id"));
        switch (state) {
            case "ACTIVE" -> shell.good(active(view));
            case "ENDING" -> shell.warn("Ending. Removal is not verified yet; see: hourglass show " + id);
            case "ENDED" -> shell.good(ended(view));
            case "DENIED", "LAPSED" -> {
                shell.bad((state.equals("DENIED") ? "Denied" : "Lapsed") + cause(view));
                decisions.failed(view.path("decision")).forEach(line -> shell.say("  " + line));
            }
            case "CANCELLED" -> shell.bad("Cancelled.");
            case "FAILED" -> shell.bad("Access could not be given. See: hourglass show " + id);
            case "HELD" -> {
                shell.warn("Held" + cause(view) + "  You can mend it:");
                decisions.failed(view.path("decision")).forEach(line -> shell.say("  " + line));
                shell.say(mend(view, id));
            }
            default -> shell.say(waiting(view, id));
        }
        return Exit.of(state);
    }

    /// `Active until today 12:06 CET.   psql 'host=…'`.
    String active(JsonNode view) {
        String connect = Json.text(view, "grant.connect");
        return "Active until " + moments.minute(Json.text(view, "grant.expiresAt")) + "."
                + (connect.isEmpty() ? "" : "   " + connect);
    }

    /// `Waiting for Bob Kaya …  Ctrl-C leaves it open.`
    String waiting(JsonNode view, String id) {
        List<String> people = Json.items(view, "decision.stages")
                .flatMap(stage -> Json.texts(stage, "people").stream())
                .distinct()
                .toList();
        String whom = people.isEmpty()
                ? "It is " + Json.text(view, "state").toLowerCase(Locale.ROOT).replace('_', ' ') + "."
                : "Waiting for " + String.join(", ", people) + " …";
        return "Request …" + id + ".  " + whom + "  Cancel it with: hourglass cancel " + id;
    }

    private String ended(JsonNode view) {
        JsonNode grant = view.path("grant");
        String lateness = Json.text(grant, "latenessMs");
        String sessions = Json.text(grant, "sessionsEnded");
        return "Ended " + moments.second(Json.text(grant, "endedAt"))
                + (lateness.isEmpty()
                        ? ""
                        : ", removal verified %.2f s later".formatted(Double.parseDouble(lateness) / 1000))
                + (sessions.isEmpty() || sessions.equals("0") ? "" : " (" + sessions + " session(s) closed)") + ".";
    }

    private static String cause(JsonNode view) {
        String cause = Json.text(view, "decision.cause");
        String[] words = cause.toLowerCase(Locale.ROOT).split("[_-]", -1);
        return cause.isEmpty() ? "." : ": " + List.of(words).stream().collect(Collectors.joining(" ")) + ".";
    }

    private static String mend(JsonNode view, String id) {
        boolean resume =
                Json.items(view, "actions").anyMatch(action -> Json.name(action).equals("resume"));
        return resume
                ? "  Sign in anew, then go on with it: hourglass login && hourglass resume " + id
                : "  Ask again with what is missing; it takes the place of this one: --replaces " + id;
    }
}
