package hourglass.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Completion on the command line. The scripts for the three shells ask this program for the words that fit; it knows
/// its own commands and options, and asks the service for resources, roles, ids and people.
final class Completion {

    /// Whoever presses the key waits, so the service gets no longer.
    private static final Duration LIMIT = Duration.ofMillis(200);

    private static final Set<String> TAKING_AN_ID =
            Set.of("show", "approve", "refuse", "cancel", "resume", "end", "timeline");

    private Completion() {}

    @Command(
            name = "completion",
            description = "Print completion for bash, zsh or fish.",
            footer = {"", "bash: source <(hourglass completion bash)", "fish: hourglass completion fish | source"})
    static final class Script extends hourglass.cli.Command {

        @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
        String name = "";

        Script(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            if (!Set.of("bash", "zsh", "fish").contains(name)) {
                throw Failure.usage("For which shell? bash, zsh or fish");
            }
            try (InputStream script = Completion.class.getResourceAsStream("completion." + name)) {
                if (script == null) {
                    throw new IllegalStateException("completion." + name + " is missing from this build");
                }
                shell.out().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
                return Exit.DONE;
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    @Command(name = "__complete", hidden = true, description = "Words that fit after those given.")
    static final class Words extends hourglass.cli.Command {

        @Spec
        @SuppressWarnings("NullAway.Init")
        CommandSpec spec;

        @Parameters(paramLabel = "WORD", description = "All words so far; the last one is being typed.")
        List<String> words = List.of();

        Words(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            String typed = words.isEmpty() ? "" : words.getLast();
            CommandLine at = spec.root().commandLine();
            List<String> values = new ArrayList<>();
            for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
                CommandLine next = at.getSubcommands().get(word);
                if (next != null) {
                    at = next;
                } else if (!word.startsWith("-")) {
                    values.add(word);
                }
            }
            Set<String> fitting = new TreeSet<>();
            if (typed.startsWith("-")) {
                at.getCommandSpec().options().forEach(option -> fitting.add(option.longestName()));
            } else if (!at.getSubcommands().isEmpty()) {
                at.getSubcommands().forEach((name, sub) -> {
                    if (!sub.getCommandSpec().usageMessage().hidden()) {
                        fitting.add(name);
                    }
                });
            } else {
                fitting.addAll(told(at.getCommandName(), values, words));
            }
            fitting.stream().filter(word -> word.startsWith(typed)).forEach(shell::print);
            return Exit.DONE;
        }

        /// What the service tells, or nothing when it can't be asked in time: a key press is no place for an error.
        private List<String> told(String command, List<String> values, List<String> all) {
            try {
                Api quick = new Api(shell, new Wire(shell, LIMIT, LIMIT), Addresses.chosen(shell, url));
                if (all.size() > 1 && all.get(all.size() - 2).equals("--person")) {
                    return texts(quick, "/v1/grants?limit=200", "person.id");
                }
                if (TAKING_AN_ID.contains(command)) {
                    boolean vote = command.equals("approve") || command.equals("refuse");
                    return texts(quick, "/v1/requests?limit=50&view=" + (vote ? "inbox" : "mine"), "id").stream()
                            .map(Listing::shortId)
                            .toList();
                }
                return switch (command) {
                    case "request" ->
                        values.isEmpty()
                                ? texts(quick, "/v1/resources?limit=200", "id")
                                : Json.items(new Catalog(quick).resource(values.getFirst()), "roles")
                                        .map(role -> Json.text(role, "role"))
                                        .toList();
                    case "grants", "who-had" -> texts(quick, "/v1/resources?limit=200", "id");
                    case "completion" -> List.of("bash", "zsh", "fish");
                    default -> List.of();
                };
            } catch (Failure unreachable) {
                return List.of();
            }
        }

        private static List<String> texts(Api api, String path, String field) {
            return Json.items(
                            api.call("GET", path, null, Map.of(), Duration.ZERO).body(), "items")
                    .map(item -> Json.text(item, field))
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
    }
}
