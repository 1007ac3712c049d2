package hourglass.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `show ID`: one request with its reasons, its votes and what happened to it.
@Command(name = "show", description = "Show one request: why, who, what happened.")
final class Show extends hourglass.cli.Command.Reading {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The id, or any unique ending of it.")
    @Nullable
    String id;

    Show(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Requests requests = new Requests(api(), shell);
        String full = requests.resolvedOrChosen(id, asks(), "show", "mine");
        JsonNode view = requests.view(full);
        if (!printedAsJson(view)) {
            print(view);
            Listing timeline = new Listing("WHEN", "WHAT");
            Json.items(api().get("/v1/requests/" + full + "/timeline").body(), "items")
                    .forEach(item -> timeline.add(
                            new Listing.Cell(moments().second(Json.text(item, "at")), Json.text(item, "at")),
                            new Listing.Cell(moments().inText(Json.text(item, "text")), Json.text(item, "text"))));
            shell.print("");
            timeline.print(shell);
        }
        return Exit.DONE;
    }

    private void print(JsonNode view) {
        line("id", Json.text(view, "id"));
        line("state", Json.text(view, "state"));
        line("requester", Json.name(view.path("requester")));
        line("access", Json.text(view, "role") + " on " + Requests.resource(view));
        line("allows", Json.text(view, "allows"));
        line("duration", Moments.span(Json.text(view, "duration")));
        line("reason", Json.text(view, "reason"));
        line("ticket", Json.text(view, "ticket"));
        line("submitted", time(Json.text(view, "submittedAt")));
        line("digest", Json.text(view, "requestDigest"));
        JsonNode decision = view.path("decision");
        String commit = Json.text(decision, "policyCommit");
        String route = Json.text(decision, "route");
        line(
                "decision",
                (Json.text(decision, "outcome")
                                + (route.isEmpty() ? "" : " by " + route)
                                + (commit.isEmpty()
                                        ? ""
                                        : ", commit " + commit.substring(0, Math.min(7, commit.length()))))
                        .strip());
        for (JsonNode reason : Json.items(decision, "reasons").toList()) {
            String message = Json.text(reason, "message");
            line(
                    "  " + Json.text(reason, "result"),
                    Json.text(reason, "policy") + "/" + Json.text(reason, "condition")
                            + (message.isEmpty() || !Decisions.stops(decision, reason) ? "" : ": " + message) + "  ("
                            + Json.text(reason, "at") + ")");
        }
        Json.items(decision, "stages").forEach(stage -> line("  asks", new Decisions(shell).asked(stage)));
        JsonNode grant = view.path("grant");
        line("grant", Json.text(grant, "state"));
        line("active", time(Json.text(grant, "activatedAt")));
        line("until", time(Json.text(grant, "expiresAt")));
        line("ended", (time(Json.text(grant, "endedAt")) + " " + Json.text(grant, "endedBy")).strip());
        String late = Json.text(grant, "latenessMs");
        line("late", late.isEmpty() ? "" : late + " ms");
        line("sessions", Json.text(grant, "sessionsEnded"));
        line("connect", Json.text(grant, "connect"));
        List<String> actions = Json.texts(view, "actions");
        line("you may", String.join(", ", actions));
        view.path("blocked")
                .properties()
                .forEach(blocked -> line("not " + blocked.getKey(), sentence(Json.name(blocked.getValue()))));
    }

    private String time(String instant) {
        return shell.terminals().out() ? moments().second(instant) : instant;
    }

    private String sentence(String text) {
        return shell.terminals().out() ? moments().inText(text) : text;
    }

    private void line(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (shell.terminals().out()) {
            shell.print(name + " ".repeat(Math.max(1, 12 - name.length())) + value);
        } else {
            shell.row(name.strip(), value);
        }
    }
}
