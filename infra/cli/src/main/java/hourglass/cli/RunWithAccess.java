package hourglass.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Runs a program while the access is there, with the connection in its environment, and ends the access after it,
/// whichever of the two a signal ends.
final class RunWithAccess {

    private static final Pattern PART = Pattern.compile("\\b(host|port|user|dbname|sslmode)=([^\\s'\"]+)");
    private static final Pattern ADDRESS =
            Pattern.compile("postgres(?:ql)?://(?:([^@/:\\s\"']+)@)?([^:/\\s\"']+)(?::(\\d+))?/([^?\\s\"']+)");
    private static final Map<String, String> VARIABLES = Map.of(
            "host", "PGHOST", "port", "PGPORT", "user", "PGUSER", "dbname", "PGDATABASE", "sslmode", "PGSSLMODE");

    private final Api api;
    private final Shell shell;
    private final String id;
    private final ProcessBuilder program;
    private final boolean keep;

    private @Nullable Process running;
    private boolean stopped;
    private boolean ended;

    /// @param view of the request, whose access is active
    /// @param keep whether the access stays when the program has ended
    RunWithAccess(Api api, Shell shell, JsonNode view, List<String> command, boolean keep) {
        this.api = api;
        this.shell = shell;
        this.id = Json.text(view, "id");
        this.program = new ProcessBuilder(command).inheritIO();
        program.environment().putAll(environment(Json.text(view, "grant.connect")));
        this.keep = keep;
    }

    /// Runs it and gives the program's own exit code.
    int run() {
        try {
            return end(started().waitFor());
        } catch (IOException noProgram) {
            throw new Failure(
                    Exit.FAILED,
                    "Can't run " + program.command().getFirst() + ". The access stays; " + howToEnd(),
                    noProgram);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failure(Exit.FAILED, "Interrupted.", interrupted);
        }
    }

    /// What a signal leaves to be done: the program ends first, then the access. At a terminal Ctrl-C reaches the
    /// program as well, and is its business: `psql` only stops a query. Elsewhere it is told to end.
    void stop() {
        Process left;
        synchronized (this) {
            stopped = true;
            left = running;
        }
        try {
            if (left != null) {
                if (!shell.terminals().in()) {
                    left.destroy();
                }
                left.waitFor();
            }
            end(Exit.INTERRUPTED);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Process started() throws IOException {
        if (stopped) {
            throw new Failure(Exit.INTERRUPTED, "Interrupted.");
        }
        Process started = program.start();
        running = started;
        return started;
    }

    /// Once, by whom it comes first: the program's end, or a signal. It says itself how that went: the machine doesn't
    /// wait for more than what a signal left to be done.
    ///
    /// @param exit the program's
    private synchronized int end(int exit) {
        if (keep || ended) {
            return exit;
        }
        ended = true;
        try {
            api.post("/v1/requests/" + id + ":end", Json.object(), Map.of(), Duration.ZERO);
            shell.say("Ended, because the command has ended (--keep leaves it).");
            return exit;
        } catch (Failure failure) {
            if (failure instanceof Problem problem && problem.type().equals("wrong-state")) {
                shell.say("The access had ended before the command did.");
                return exit;
            }
            shell.say(failure.getMessage() + " The access stays; " + howToEnd());
            return failure.exit();
        }
    }

    private String howToEnd() {
        return "end it with: hourglass end " + Listing.shortId(id);
    }

    /// The variables of libpq (`PGHOST` …) for what the catalog's `connect` text says, as an address or in words.
    static Map<String, String> environment(String connect) {
        Map<String, String> environment = new LinkedHashMap<>();
        Matcher address = ADDRESS.matcher(connect);
        if (address.find()) {
            put(environment, "PGUSER", address.group(1));
            put(environment, "PGHOST", address.group(2));
            put(environment, "PGPORT", address.group(3));
            put(environment, "PGDATABASE", address.group(4));
        }
        Matcher parts = PART.matcher(connect);
        while (parts.find()) {
            put(environment, VARIABLES.getOrDefault(parts.group(1), ""), parts.group(2));
        }
        return environment;
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }
}
