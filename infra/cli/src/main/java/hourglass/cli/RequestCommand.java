package hourglass.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `request RESOURCE ROLE`: shows what policy would say, sends it, waits until access is there.
@Command(
        name = "request",
        description = "Ask for a role on a resource, and wait until you have it.",
        footer = {"", "A command after -- runs with the access and ends it: hourglass request db reader -m why -- psql"
        })
class RequestCommand extends hourglass.cli.Command.Reading {

    /// The same for an emergency: policy's break-glass way only, told to those it names and reviewed afterwards.
    @Command(name = "break-glass", description = "Ask for emergency access; it is told and reviewed.")
    static final class BreakGlass extends RequestCommand {

        BreakGlass(Shell shell) {
            super(shell, true);
        }
    }

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /// Asked for when neither the person nor the catalog says how long.
    private static final Duration USUAL = Duration.ofHours(1);

    /// Policy said no to what was asked for, and perhaps not to something near it.
    private static final Set<String> MENDABLE = Set.of("DENIED", "HELD");

    @Parameters(index = "0", paramLabel = "RESOURCE", description = "See: hourglass find")
    String resource = "";

    @Parameters(index = "1", paramLabel = "ROLE", description = "What you need there.")
    String role = "";

    @Parameters(index = "2..*", paramLabel = "COMMAND", description = "After --: what to run with the access.")
    List<String> command = List.of();

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "SPAN",
            description = "30m, 2h, PT2H; the role's usual time when left out.")
    @Nullable
    String duration;

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "WHY",
            description = "What you need it for.")
    @Nullable
    String reason;

    @Option(
            names = {"-t", "--ticket"},
            paramLabel = "TICKET",
            description = "The ticket it belongs to.")
    @Nullable
    String ticket;

    @Option(names = "--policy", paramLabel = "ID", description = "The way in, when there is more than one.")
    @Nullable
    String policy;

    @Option(names = "--starts-at", paramLabel = "TIME", description = "When it shall begin; now when left out.")
    @Nullable
    String startsAt;

    @Option(names = "--replaces", paramLabel = "ID", description = "The request this one takes the place of.")
    @Nullable
    String replaces;

    @Option(names = "--check", description = "Only show what policy would say.")
    boolean check;

    @Option(names = "--no-wait", description = "Send it and don't wait.")
    boolean noWait;

    @Option(names = "--timeout", paramLabel = "SPAN", description = "How long to wait; then exit 6.")
    @Nullable
    String timeout;

    @Option(names = "--keep", description = "Leave the access when COMMAND has ended.")
    boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    private final boolean breakGlass;

    RequestCommand(Shell shell) {
        this(shell, false);
    }

    private RequestCommand(Shell shell, boolean breakGlass) {
        super(shell);
        this.breakGlass = breakGlass;
    }

    @Override
    public Integer call() {
        if (!command.isEmpty()
                && !spec.commandLine().getParseResult().originalArgs().contains("--")) {
            throw Failure.usage(
                    "What is '" + command.getFirst() + "'? A command to run with the access comes after --.");
        }
        Duration longest = timeout == null ? null : span("--timeout", timeout);
        JsonNode found = new Catalog(api()).resource(resource);
        JsonNode offered = Catalog.role(found, role);
        ObjectNode body = body(found, offered);
        Preview preview = new Preview(api(), shell, body);
        if (check) {
            return checked(preview.answer());
        }
        if (asks() && json == null && !preview.agreed()) {
            shell.say("Not sent.");
            return Exit.DONE;
        }
        try (Interrupt interrupt = new Interrupt()) {
            interrupt.leaves(() -> shell.say("It may have been sent; look: hourglass requests"));
            JsonNode view = sent(body);
            String id = Listing.shortId(Json.text(view, "id"));
            interrupt.leaves(() -> shell.say("Request …" + id + " stays. Cancel it with: hourglass cancel " + id));
            return told(noWait || !isOpen(view) ? view : followed(view, longest), preview, interrupt);
        }
    }

    private ObjectNode body(JsonNode found, JsonNode offered) {
        if (reason == null && asks()) {
            reason = shell.ask("Why:");
        }
        if (reason == null || reason.isBlank()) {
            throw Failure.usage("Say why with -m.");
        }
        String offeredSpan = Json.text(offered, "default");
        String span = duration != null
                ? span("-d", duration).toString()
                : offeredSpan.isEmpty() ? USUAL.toString() : offeredSpan;
        if (asks() && json == null) {
            shell.say("  " + resource + " (" + Json.text(found, "environment") + " " + Json.text(found, "type") + "), "
                    + role + ", " + Moments.span(span) + ": " + Json.text(offered, "allows"));
        }
        ObjectNode body = Json.object()
                .put("resource", resource)
                .put("role", role)
                .put("duration", span)
                .put("reason", reason);
        if (breakGlass) {
            body.put("breakGlass", true);
        }
        put(body, "ticket", ticket);
        put(body, "policy", policy);
        put(
                body,
                "startsAt",
                startsAt == null ? null : moments().typed(startsAt).toString());
        put(body, "replaces", replaces == null ? null : new Requests(api(), shell).resolved(replaces));
        return body;
    }

    private int checked(JsonNode preview) {
        JsonNode decision = preview.path("decision");
        String outcome = Json.text(decision, "outcome");
        if (!printedAsJson(preview)) {
            new Decisions(shell).conditions(decision);
            new Decisions(shell).wouldPass(preview);
            shell.print(outcome);
        }
        return switch (outcome) {
            case "DENY" -> Exit.DENIED;
            case "HOLD" -> Exit.HELD;
            default -> Exit.DONE;
        };
    }

    private JsonNode sent(ObjectNode body) {
        return api().post(
                        "/v1/requests",
                        body,
                        Map.of(
                                "Idempotency-Key", "\"" + UUID.randomUUID() + "\"",
                                "Prefer", "wait=" + AT_ONCE.toSeconds()),
                        AT_ONCE)
                .body();
    }

    private JsonNode followed(JsonNode view, @Nullable Duration longest) {
        String id = Json.text(view, "id");
        shell.say(new Outcome(shell).waiting(view, Listing.shortId(id)));
        Progress progress = new Progress(api(), shell, id, view.path("revision").asLong());
        return progress.until(view, newest -> !isOpen(newest), longest);
    }

    private int told(JsonNode view, Preview preview, Interrupt interrupt) {
        RunWithAccess run = runs(view);
        if (run != null) {
            interrupt.leaves(run::stop);
        }
        int exit = new Outcome(shell).say(view);
        if (MENDABLE.contains(Json.text(view, "state"))) {
            preview.afterANo();
        }
        if (!printedAsJson(view) && !shell.terminals().out()) {
            shell.row(Json.text(view, "id"), Json.text(view, "state"));
        }
        if (run != null) {
            return run.run();
        }
        if (!command.isEmpty() && exit == Exit.DONE) {
            throw new Failure(
                    Exit.FAILED,
                    "The access ended before " + command.getFirst() + " could run. Ask for more time: -d.");
        }
        return noWait && exit == Exit.WAITING ? Exit.DONE : exit;
    }

    private @Nullable RunWithAccess runs(JsonNode view) {
        return !command.isEmpty() && Json.text(view, "state").equals("ACTIVE")
                ? new RunWithAccess(api(), shell, view, command, keep)
                : null;
    }

    private static boolean isOpen(JsonNode view) {
        return Exit.of(Json.text(view, "state")) == Exit.WAITING;
    }

    private static void put(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private static Duration span(String option, String typed) {
        return Moments.typedSpan(typed)
                .orElseThrow(() -> Failure.usage(option + " takes 90s, 30m, 2h or PT2H, not '" + typed + "'."));
    }
}
