package hourglass.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a command runs: what it reads and prints to, its environment and its clock. Data goes to `out`, all that is
/// said to a person goes to `err`. Lines are made visible here, so that no command can forget it.
///
/// @param in what a person types
/// @param out data
/// @param err progress, questions and errors
/// @param terminals which of the three are terminals
/// @param environment variables
/// @param clock the time, with the zone in which times are shown
/// @param pause how to wait a little
record Shell(
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        Terminals terminals,
        Map<String, String> environment,
        Clock clock,
        Pause pause) {

    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";

    /// Which streams are terminals.
    record Terminals(boolean in, boolean out, boolean err) {}

    /// Waits; a test moves its clock instead.
    interface Pause {
        void of(Duration time);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /// Whether somebody is there to be asked.
    boolean asks() {
        return terminals.in && terminals.err;
    }

    /// The folder of the configuration and the tokens.
    Path configuration() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(variable("HOME").orElse("."), ".config"))
                .resolve("hourglass");
    }

    void print(String line) {
        out.println(Text.visible(line));
    }

    /// Values for a program, with tabs between them.
    void row(String... values) {
        out.println(Stream.of(values).map(Text::visible).collect(Collectors.joining("\t")));
    }

    void say(String line) {
        err.println(Text.visible(line));
    }

    void good(String line) {
        err.println(coloured(GREEN, "✓") + " " + Text.visible(line));
    }

    void bad(String line) {
        err.println(coloured(RED, "✗") + " " + Text.visible(line));
    }

    void warn(String line) {
        err.println(coloured(YELLOW, "!") + " " + Text.visible(line));
    }

    /// Asks and returns what was typed, without blanks around it; empty at the end of input.
    String ask(String question) {
        err.print("? " + Text.visible(question) + " ");
        err.flush();
        try {
            String line = in.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// A question answered by yes or no; Enter alone is a yes.
    boolean agrees(String question) {
        String answer = ask(question + " (Y/n)").toLowerCase(Locale.ROOT);
        return answer.isEmpty() || answer.equals("y") || answer.equals("yes");
    }

    private String coloured(String colour, String text) {
        boolean plain = !terminals.err || variable("NO_COLOR").isPresent() || "dumb".equals(environment.get("TERM"));
        return plain ? text : "\u001B[" + colour + "m" + text + "\u001B[0m";
    }
}
