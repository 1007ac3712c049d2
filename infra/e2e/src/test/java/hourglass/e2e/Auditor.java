package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    /// That the log holds every record of every topic to the byte, each once, no record that is on no topic, and no
    /// gap of its own telling. Its checkpoints, which it tells itself, are left out.
    void logHoldsExactly(Wire topics) {
        Map<String, String> wanted = told(topics);
        Map<String, String> log = await("log with " + wanted.size() + " records")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(this::entries, entries -> entries.keySet().containsAll(wanted.keySet()));
        Map<String, String> since = told(topics);
        assertThat(notIn(log, wanted))
                .as("records that are not in the log as they were told")
                .isEmpty();
        assertThat(notIn(since, log)).as("entries that no topic has").isEmpty();
        assertThat(covers().path("gaps")).isEmpty();
    }

    private static Map<String, String> told(Wire topics) {
        Map<String, String> leaves = new TreeMap<>();
        Stream.concat(Topics.ALL.stream(), Wire.deadLetterTopics().stream())
                .filter(topic -> !topic.equals(Topics.CHECKPOINTS))
                .flatMap(topic -> topics.raw(topic).stream())
                .forEach(record -> leaves.put(
                        LogCopy.place(record.topic(), record.partition(), record.offset()), LogCopy.leaf(record)));
        return leaves;
    }

    private Map<String, String> entries() {
        Map<String, String> entries = LogCopy.leaves(client.download(stack.audit("/v1/export")));
        entries.keySet().removeIf(place -> place.startsWith(Topics.CHECKPOINTS + "-"));
        return entries;
    }

    /// Those of `some` that `all` has not, or has otherwise.
    private static List<String> notIn(Map<String, String> all, Map<String, String> some) {
        return some.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(all.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private JsonNode covers() {
        return client.get(stack.audit("/v1/answers/who-had-access?resource=none&at="
                        + stack.clock().instant()))
                .body()
                .path("covers");
    }

    /// The log's public key, as an auditor keeps it outside of the log.
    Path key(Path folder) throws IOException {
        return Files.write(folder.resolve("log.key"), client.download(stack.audit("/v1/key")));
    }

    /// A checkpoint to keep outside of the log.
    Path checkpoint(Path folder) throws IOException {
        return Files.write(folder.resolve("checkpoint"), client.download(stack.audit("/v1/checkpoint")));
    }

    /// The newest checkpoint in the repository that audit-service pushes them to.
    Path checkpointInGit(Path folder) {
        Path checkpoint = folder.resolve("checkpoint-in-git");
        ProcessBuilder show = new ProcessBuilder("git", "show", "main:checkpoint")
                .directory(stack.local().folder().resolve("checkpoints.git").toFile())
                .redirectOutput(checkpoint.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        await("a checkpoint in Git")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> show.start().waitFor() == 0);
        return checkpoint;
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
