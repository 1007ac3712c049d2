package hourglass.cli;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `api METHOD PATH`: any call of the REST API, by the service that answers the path.
@Command(name = "api", description = "Make any call: hourglass api GET /v1/me")
final class ApiCommand extends hourglass.cli.Command {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST …")
    String method = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "With its query: /v1/requests?view=mine")
    String path = "";

    @Option(
            names = {"-d", "--data"},
            paramLabel = "JSON",
            description = "The body; - reads it from standard input.")
    @Nullable
    String data;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME: VALUE",
            description = "A header, as If-Match or Prefer.")
    Map<String, String> headers = new LinkedHashMap<>();

    @Option(
            names = {"-i", "--include"},
            description = "Show status and headers too.")
    boolean include;

    ApiCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        if (!path.startsWith("/")) {
            throw Failure.usage("PATH begins with /, as in /v1/me.");
        }
        String verb = method.toUpperCase(Locale.ROOT);
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (verb.equals("POST") && path.equals("/v1/requests")) {
            all.putIfAbsent("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
        }
        HttpResponse<String> answer = api().raw(verb, path, body(), all, LONGEST_WAIT);
        if (include) {
            shell.say("HTTP " + answer.statusCode());
            answer.headers().map().forEach((name, values) -> values.forEach(value -> shell.say(name + ": " + value)));
        }
        JsonNode json = Json.read(answer.body());
        if (!json.isMissingNode()) {
            shell.out().println(Json.written(json));
        } else if (!answer.body().isEmpty()) {
            answer.body().lines().forEach(shell::print);
        }
        return answer.statusCode() < 400
                ? Exit.DONE
                : Problem.of(answer.statusCode(), json).exit();
    }

    private @Nullable String body() {
        if (!"-".equals(data)) {
            return data;
        }
        return shell.in().lines().reduce("", (one, other) -> one + other + "\n");
    }
}
