package hourglass.cli;

import hourglass.cli.Listing.Cell;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `audit`: what the log answers, each time with how much of the log the answer covers.
@Command(name = "audit", description = "Ask the audit log.")
final class Audit extends hourglass.cli.Command {

    Audit(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        throw Failure.usage("Ask what? hourglass audit who-had RESOURCE, or: hourglass audit timeline ID");
    }

    @Command(name = "who-had", description = "Who had access to a resource at a moment.")
    static final class WhoHad extends hourglass.cli.Command.Reading {

        @Parameters(paramLabel = "RESOURCE", description = "See: hourglass find")
        String resource = "";

        @Option(
                names = "--at",
                paramLabel = "TIME",
                defaultValue = "now",
                description = "'today 10:15', '10m ago', RFC 3339; now when left out.")
        String at = "";

        WhoHad(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            JsonNode answer = api().get("/v1/answers/who-had-access?"
                            + Wire.query(Map.of("resource", resource))
                            + "&at="
                            + Wire.encoded(moments().typed(at).toString()))
                    .body();
            if (printedAsJson(answer)) {
                return Exit.DONE;
            }
            Listing listing = new Listing("PERSON", "ROLE", "FROM", "TO", "BY", "APPROVED", "REQUEST");
            for (JsonNode row : Json.items(answer, "items").toList()) {
                listing.add(
                        Cell.of(Json.name(row.path("person"))),
                        Cell.of(Json.text(row, "role")),
                        time(row, "from"),
                        time(row, "to"),
                        Cell.of(Json.text(row, "endedBy")),
                        Cell.of(String.join(", ", Json.texts(row, "approvedBy"))),
                        Cell.id(Json.text(row, "request")));
            }
            if (listing.isEmpty()) {
                shell.say("Nobody had access to " + resource + " then.");
            } else {
                listing.print(shell);
            }
            covers(answer.path("covers"));
            return Exit.DONE;
        }

        private Cell time(JsonNode row, String field) {
            String at = Json.text(row, field);
            return new Cell(moments().second(at), at);
        }

        private void covers(JsonNode covers) {
            shell.say(covered(covers, moments()));
        }
    }

    @Command(name = "timeline", description = "Everything the log knows of a request.")
    static final class Timeline extends hourglass.cli.Command.Reading {

        @Parameters(paramLabel = "ID", description = "The id, or any unique ending of it.")
        String id = "";

        Timeline(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            String full = new Requests(api(), shell).resolved(id);
            JsonNode answer = api().get("/v1/answers/timeline?request=" + full).body();
            if (printedAsJson(answer)) {
                return Exit.DONE;
            }
            Listing listing = new Listing("ENTRY", "WHEN", "EVENT", "BY", "WHAT");
            for (JsonNode item : Json.items(answer, "items").toList()) {
                String at = Json.text(item, "at");
                listing.add(
                        Cell.of(Json.text(item, "entry")),
                        new Cell(moments().second(at), at),
                        Cell.of(Json.text(item, "event")),
                        Cell.of(Json.name(item.path("by"))),
                        new Cell(moments().inText(Json.text(item, "text")), Json.text(item, "text")));
            }
            if (listing.isEmpty()) {
                shell.say("The log has nothing of this request yet.");
            } else {
                listing.print(shell);
            }
            shell.say(covered(answer.path("covers"), moments()));
            return Exit.DONE;
        }
    }

    /// `Covers entries 0-18442 up to 13:31:57, checkpoint signed 13:31:58, anchored 13:32:00. No gaps.`
    static String covered(JsonNode covers, Moments moments) {
        String anchored = Json.text(covers, "anchoredAt");
        List<JsonNode> gaps = Json.items(covers, "gaps").toList();
        long entries = covers.path("entries").asLong();
        String until = Json.text(covers, "until");
        return (entries == 0 ? "Covers no entries" : "Covers entries 0-" + (entries - 1))
                + (until.isEmpty() ? "" : " up to " + moments.second(until)) + ", checkpoint signed "
                + moments.second(Json.text(covers, "signedAt"))
                + (anchored.isEmpty() ? "" : ", anchored " + moments.second(anchored))
                + (gaps.isEmpty() ? ". No gaps." : ". " + gaps.size() + " GAP(S): the answer may not be complete.");
    }
}
