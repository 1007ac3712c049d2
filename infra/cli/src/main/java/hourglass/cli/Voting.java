package hourglass.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `approve` and `refuse`: a vote, bound to the content that was read from the service just before.
final class Voting {

    private static final Duration LOOKED_AT = Duration.ofSeconds(5);

    private Voting() {}

    /// What both have in common.
    abstract static class Vote extends hourglass.cli.Command.Reading {

        @Parameters(arity = "0..1", paramLabel = "ID", description = "The id, or any unique ending of it.")
        @Nullable
        String id;

        @Option(
                names = {"-m", "--comment"},
                paramLabel = "WHY",
                description = "A word to the requester.")
        @Nullable
        String comment;

        @Option(names = "--stage", paramLabel = "STAGE", description = "When more than one is open to you.")
        @Nullable
        String stage;

        Vote(Shell shell) {
            super(shell);
        }

        final int vote(String full, boolean yes) {
            JsonNode view = new Requests(api(), shell).view(full);
            ObjectNode body = Json.object().put("requestDigest", Json.text(view, "requestDigest"));
            if (stage != null) {
                body.put("stage", stage);
            }
            if (comment != null) {
                body.put("comment", comment);
            }
            JsonNode after;
            try {
                after = api().post(
                                "/v1/requests/" + full + (yes ? ":approve" : ":refuse"),
                                body,
                                Map.of("Prefer", "wait=" + LOOKED_AT.toSeconds()),
                                LOOKED_AT)
                        .body();
            } catch (Problem problem) {
                return decidedBefore(problem, full, yes);
            }
            after = given(after);
            if (!printedAsJson(after)) {
                say(after, yes);
            }
            return yes && Exit.of(Json.text(after, "state")) == Exit.DENIED ? Exit.DENIED : Exit.DONE;
        }

        /// When this was the last vote, access comes within moments: tell the voter until when.
        private JsonNode given(JsonNode view) {
            return new Progress(api(), shell, Json.text(view, "id"), Long.MAX_VALUE)
                    .until(view, newest -> !Json.text(newest, "state").equals("ORDERED"), LOOKED_AT);
        }

        /// Somebody was faster: fine, if they did what was wanted here.
        private int decidedBefore(Problem problem, String full, boolean yes) {
            if (!problem.type().equals("already-decided")) {
                throw problem;
            }
            String state = Json.text(new Requests(api(), shell).view(full), "state");
            boolean wanted =
                    yes ? List.of("ORDERED", "ACTIVE", "ENDING", "ENDED").contains(state) : state.equals("DENIED");
            shell.say(moments().inText(String.valueOf(problem.getMessage())));
            return wanted ? Exit.DONE : Exit.DENIED;
        }

        private void say(JsonNode view, boolean yes) {
            String state = Json.text(view, "state");
            String who = Json.name(view.path("requester"));
            if (!yes) {
                shell.good("Refused.");
            } else if (state.equals("ACTIVE")) {
                shell.good("Approved. Active for " + who + " until "
                        + moments().minute(Json.text(view, "grant.expiresAt")) + ".");
            } else if (state.equals("IN_REVIEW")) {
                shell.good("Approved. Still asked: "
                        + String.join(
                                "; ",
                                Json.items(view, "decision.stages")
                                        .map(new Decisions(shell)::asked)
                                        .toList()));
            } else if (Exit.of(state) == Exit.DENIED) {
                shell.say("Your yes came, but the request is " + state.toLowerCase(Locale.ROOT) + " now.");
            } else {
                shell.good("Approved. It is " + state.toLowerCase(Locale.ROOT).replace('_', ' ') + " now.");
            }
            if (!shell.terminals().out()) {
                shell.row(Json.text(view, "id"), state);
            }
        }
    }

    @Command(name = "approve", description = "Say yes to a request that waits for you.")
    static final class Approve extends Vote {

        Approve(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            Requests requests = new Requests(api(), shell);
            String full = requests.resolvedOrChosen(id, asks(), "approve", "inbox");
            return id == null ? asked(requests, full) : vote(full, true);
        }

        /// Chosen from the list, so shown first. There is no default: Enter alone does nothing.
        private int asked(Requests requests, String full) {
            JsonNode view = requests.view(full);
            shell.say("  " + Requests.line(view));
            shell.say("  allows: " + Json.text(view, "allows"));
            while (true) {
                switch (shell.ask("(a)pprove  (r)efuse  (s)how  (q)uit:")) {
                    case "a" -> {
                        return vote(full, true);
                    }
                    case "r" -> {
                        comment = shell.ask("Why not:");
                        return vote(full, false);
                    }
                    case "s" -> {
                        new Decisions(shell).conditions(view.path("decision"));
                        shell.say("  digest " + Json.text(view, "requestDigest"));
                    }
                    case "q" -> {
                        return Exit.DONE;
                    }
                    default -> shell.say("Type a, r, s or q.");
                }
            }
        }
    }

    @Command(name = "review", description = "Say whether an emergency access was justified.")
    static final class Review extends hourglass.cli.Command.Reading {

        @Parameters(paramLabel = "ID", description = "The id, or any unique ending of it.")
        String id = "";

        @Option(names = "--justified", description = "It was.")
        boolean justified;

        @Option(names = "--not-justified", description = "It was not.")
        boolean notJustified;

        @Option(
                names = {"-m", "--comment"},
                paramLabel = "WHY",
                required = true,
                description = "Why.")
        String comment = "";

        Review(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            if (justified == notJustified) {
                throw Failure.usage("Give --justified or --not-justified.");
            }
            String full = new Requests(api(), shell).resolved(id);
            ObjectNode body = Json.object()
                    .put("outcome", justified ? "justified" : "not-justified")
                    .put("comment", comment);
            JsonNode view = api().post("/v1/requests/" + full + ":review", body, Map.of(), Duration.ZERO)
                    .body();
            if (!printedAsJson(view)) {
                shell.good("Your verdict is in the log.");
            }
            return Exit.DONE;
        }
    }

    @Command(name = "refuse", description = "Say no to a request that waits for you; -m says why.")
    static final class Refuse extends Vote {

        Refuse(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            String full = new Requests(api(), shell).resolvedOrChosen(id, asks(), "refuse", "inbox");
            if (comment == null && asks()) {
                comment = shell.ask("Why not:");
            }
            if (comment == null || comment.isBlank()) {
                throw Failure.usage("Say why not with -m.");
            }
            return vote(full, false);
        }
    }
}
