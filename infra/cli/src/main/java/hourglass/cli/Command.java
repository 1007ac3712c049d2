package hourglass.cli;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// What all commands have: the address, the question whether they may ask, their way to the services.
abstract class Command implements Callable<Integer> {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    final Shell shell;

    @Option(names = "--url", paramLabel = "URL", description = "Address of request-service.")
    @Nullable
    String url;

    @Option(names = "--no-prompt", description = "Never ask; fail and say what is missing.")
    boolean noPrompt;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    private @Nullable Api api;

    Command(Shell shell) {
        this.shell = shell;
    }

    final Api api() {
        if (api == null) {
            URI address = Addresses.chosen(shell, url);
            api = new Api(shell, new Wire(shell, CONNECT, ANSWER), address);
        }
        return api;
    }

    final boolean asks() {
        return shell.asks() && !noPrompt;
    }

    final Moments moments() {
        return new Moments(shell.clock());
    }

    /// The commands that print data of the API.
    abstract static class Reading extends Command {

        @Option(
                names = "--json",
                paramLabel = "FIELD,...",
                arity = "0..1",
                fallbackValue = "",
                description = "The API's JSON, or only these fields of it.")
        @Nullable
        String json;

        Reading(Shell shell) {
            super(shell);
        }

        final boolean printedAsJson(JsonNode body) {
            if (json == null) {
                return false;
            }
            shell.out().println(Json.written(Json.only(body, json)));
            return true;
        }
    }
}
