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

/// Runs a program while the access is there, with the connection in its environment, and ends the access after it.
final class RunWithAccess {

    private static final Pattern PART = Pattern.compile("\\b(host|port|user|dbname|sslmode)=([^\\s'\"]+)");
    private static final Pattern ADDRESS =
            Pattern.compile("postgres(?:ql)?://(?:([^@/:\\s\"']+)@)?([^:/\\s\"']+)(?::(\\d+))?/([^?\\s\"']+)");
    private static final Map<String, String> VARIABLES = Map.of(
            "host", "PGHOST", "port", "PGPORT", "user", "PGUSER", "dbname", "PGDATABASE", "sslmode", "PGSSLMODE");

    private final Api api;
    private final Shell shell;

    RunWithAccess(Api api, Shell shell) {
        this.api = api;
        this.shell = shell;
    }

    /// Runs it and gives the program's own exit code.
    ///
    /// @param keep whether the access stays when the program has ended
    int run(JsonNode view, List<String> command, boolean keep) {
        ProcessBuilder program = new ProcessBuilder(command).inheritIO();
        program.environment().putAll(environment(Json.text(view, "grant.connect")));
        try {
            int exit = program.start().waitFor();
            if (!keep) {
                end(Json.text(view, "id"));
            }
            return exit;
        } catch (IOException noProgram) {
            throw new Failure(
                    Exit.FAILED,
                    "Can't run " + command.getFirst() + ". The access stays; end it with: hourglass end "
                            + Listing.shortId(Json.text(view, "id")),
                    noProgram);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failure(Exit.FAILED, "Interrupted.", interrupted);
        }
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

    private void end(String id) {
        api.post("/v1/requests/" + id + ":end", Json.object(), Map.of(), Duration.ZERO);
        shell.say("Ended, because the command has ended (--keep leaves it).");
    }
}
