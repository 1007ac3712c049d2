package hourglass.e2e;

import static org.awaitility.Awaitility.await;

import hourglass.e2e.Client.Answer;
import hourglass.events.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// The auditor's questions to the log, and the checker that needs neither the service nor a network.
final class Auditor {
    private final Stack stack;
    private final Client client;
    private final Path verifyJar;

    Auditor(Stack stack, Client client, Path verifyJar) {
        this.stack = stack;
        this.client = client;
        this.verifyJar = verifyJar;
    }

    /// The steps of a request, once that event is in the log.
    JsonNode timeline(String request, String untilEvent) {
        return await("timeline of " + request + " up to " + untilEvent)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> client.get(stack.audit("/v1/answers/timeline?request=" + request))
                                .body()
                                .path("items"),
                        items -> events(items).contains(untilEvent));
    }

    static List<String> events(JsonNode items) {
        List<String> events = new ArrayList<>();
        items.forEach(item -> events.add(item.path("event").asString("")));
        return events;
    }

    /// Request ids of those who had access at that time.
    List<String> whoHad(String resource, Instant at) {
        Answer answer = client.get(stack.audit("/v1/answers/who-had-access?resource=" + resource + "&at=" + at));
        if (answer.status() != 200) {
            throw new AssertionError("who-had-access answered " + answer.status() + " " + answer.body());
        }
        List<String> requests = new ArrayList<>();
        answer.body()
                .path("items")
                .forEach(item -> requests.add(item.path("request").asString("")));
        return requests;
    }

    /// An entry with its proof as a file.
    Path proof(long entry, Path folder) throws IOException {
        Path file = folder.resolve("entry-" + entry + ".tlog-proof");
        return Files.write(file, client.download(stack.audit("/v1/entries/" + entry + "/proof")));
    }

    /// The whole log as a zip.
    Path export(Path folder) throws IOException {
        return Files.write(folder.resolve("log.zip"), client.download(stack.audit("/v1/export")));
    }

    /// Whether the log has every record of every topic, and says so itself.
    boolean logIsComplete(Wire topics) {
        long wanted = Topics.ALL.stream()
                .filter(topic -> !topic.equals(Topics.CHECKPOINTS))
                .mapToLong(topic -> topics.raw(topic).size())
                .sum();
        JsonNode checkpointed = await("log with " + wanted + " records")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> client.get(stack.audit("/v1/answers/who-had-access?resource=none&at="
                                        + stack.clock().instant()))
                                .body()
                                .path("covers"),
                        covers -> covers.path("entries").asLong() >= wanted);
        return checkpointed.path("gaps").isEmpty();
    }

    /// The log's public key, as an auditor keeps it outside of the log.
    Path key(Path folder) throws IOException {
        return Files.write(folder.resolve("log.key"), client.download(stack.audit("/v1/key")));
    }

    /// A checkpoint to keep outside of the log.
    Path checkpoint(Path folder) throws IOException {
        return Files.write(folder.resolve("checkpoint"), client.download(stack.audit("/v1/checkpoint")));
    }

    /// Runs the checker as a process of its own; gives its exit code.
    int verify(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-jar", verifyJar.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("verify.jar did not end");
        }
        return process.exitValue();
    }
}
