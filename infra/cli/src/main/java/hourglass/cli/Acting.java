package hourglass.cli;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `cancel`, `resume` and `end`: what a requester does with their own request; owners and operators may cancel and end
/// it.
final class Acting {

    private static final Duration LOOKED_AT = Duration.ofSeconds(5);

    private Acting() {}

    /// What the three have in common: the request, and the act of the same name.
    abstract static class Act extends hourglass.cli.Command.Reading {

        @Parameters(arity = "0..1", paramLabel = "ID", description = "The id, or any unique ending of it.")
        @Nullable
        String id;

        @Option(
                names = {"-m", "--comment"},
                paramLabel = "WHY",
                description = "Why; operators must say it.")
        @Nullable
        String comment;

        Act(Shell shell) {
            super(shell);
        }

        final JsonNode done(String act, String... states) {
            String full = new Requests(api(), shell).resolvedOrChosen(id, asks(), act, "mine", states);
            ObjectNode body = Json.object();
            if (comment != null) {
                body.put("comment", comment);
            }
            return api().post(
                            "/v1/requests/" + full + ":" + act,
                            body,
                            Map.of("Prefer", "wait=" + LOOKED_AT.toSeconds()),
                            LOOKED_AT)
                    .body();
        }

        final int said(JsonNode view) {
            int exit = new Outcome(shell).say(view);
            if (!printedAsJson(view) && !shell.terminals().out()) {
                shell.row(Json.text(view, "id"), Json.text(view, "state"));
            }
            return exit;
        }
    }

    @Command(
            name = "cancel",
            description = "Take back a request that isn't active yet: your own, or one on what you own.")
    static final class Cancel extends Act {

        Cancel(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            JsonNode view = done("cancel", "EVALUATING", "IN_REVIEW", "HELD", "SCHEDULED");
            if (Json.text(view, "state").equals("CANCELLED")) {
                shell.good("Cancelled.");
                printedAsJson(view);
                return Exit.DONE;
            }
            said(view);
            return Exit.DONE;
        }
    }

    @Command(name = "resume", description = "Go on with a held request, by the sign-in you have now.")
    static final class Resume extends Act {

        Resume(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            int exit = said(done("resume", "HELD"));
            return exit == Exit.WAITING ? Exit.DONE : exit;
        }
    }

    @Command(name = "end", description = "End access before its time, and wait until it is gone.")
    static final class End extends Act {

        @Option(names = "--no-wait", description = "Don't wait until the removal is verified.")
        boolean noWait;

        @Option(names = "--timeout", paramLabel = "SPAN", defaultValue = "60s", description = "How long to wait.")
        String timeout = "";

        End(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            Duration longest = Moments.typedSpan(timeout)
                    .orElseThrow(() -> Failure.usage("--timeout takes 90s, 30m or PT2H, not '" + timeout + "'."));
            JsonNode view = done("end", "ACTIVE");
            if (!noWait) {
                Progress progress = new Progress(
                        api(),
                        shell,
                        Json.text(view, "id"),
                        view.path("revision").asLong());
                view = progress.until(view, End::isOver, longest);
            }
            said(view);
            return noWait || isOver(view) ? Exit.DONE : Exit.WAITING;
        }

        private static boolean isOver(JsonNode view) {
            return switch (Json.text(view, "state")) {
                case "ENDED", "FAILED", "CANCELLED", "DENIED", "LAPSED" -> true;
                default -> false;
            };
        }
    }
}
