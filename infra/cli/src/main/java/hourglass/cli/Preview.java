package hourglass.cli;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What policy would say to a form, before it is sent.
final class Preview {

    private final Api api;
    private final Shell shell;
    private final ObjectNode form;
    private boolean shown;

    Preview(Api api, Shell shell, ObjectNode form) {
        this.api = api;
        this.shell = shell;
        this.form = form;
    }

    JsonNode answer() {
        return api.post("/v1/requests:preview", form, Map.of(), Duration.ZERO).body();
    }

    /// Shows it on a terminal; asks for a missing ticket, which goes into the form, and before somebody is bothered.
    boolean agreed() {
        JsonNode preview = answer();
        JsonNode decision = preview.path("decision");
        if (Json.text(decision, "outcome").equals("HOLD") && !form.has("ticket") && wants(decision, "request.ticket")) {
            shell.warn("Not sent yet.");
            new Decisions(shell).failed(decision).forEach(line -> shell.say("  " + line));
            String ticket = shell.ask("Ticket:");
            if (!ticket.isEmpty()) {
                form.put("ticket", ticket);
            }
            preview = answer();
            decision = preview.path("decision");
        }
        new Decisions(shell).conditions(decision);
        new Decisions(shell).wouldPass(preview);
        shown = true;
        return Json.text(decision, "outcome").equals("ALLOW") || shell.agrees("Send it");
    }

    /// After a no: what would pass instead, unless that was shown before.
    void afterANo() {
        if (shown) {
            return;
        }
        try {
            new Decisions(shell).nearest(answer());
        } catch (Failure notAsked) {
            // The answer that counts has been said; this is only a hint.
        }
    }

    private static boolean wants(JsonNode decision, String fact) {
        return Json.items(decision, "reasons")
                .anyMatch(reason -> Decisions.stops(decision, reason)
                        && reason.path("values").has(fact));
    }
}
