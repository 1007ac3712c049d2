package hourglass.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Somebody at a keyboard, or a script: runs commands and looks at what came out. Their clock moves only when a
/// command pauses.
final class Person {

    final Map<String, String> environment = new HashMap<>();
    final List<Duration> pauses = new ArrayList<>();
    Shell.Terminals terminals = new Shell.Terminals(false, false, false);
    String types = "";
    String out = "";
    String err = "";
    private final MovableClock clock = new MovableClock();

    Person(Path home, String url) {
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        environment.put("HOURGLASS_URL", url);
        environment.put("HOURGLASS_TOKEN", "the-token");
    }

    Person atATerminal() {
        terminals = new Shell.Terminals(true, true, true);
        environment.put("NO_COLOR", "1");
        return this;
    }

    Person typing(String lines) {
        types = lines;
        return this;
    }

    int runs(String... words) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new BufferedReader(new StringReader(types)),
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                terminals,
                environment,
                clock,
                time -> {
                    pauses.add(time);
                    clock.now = clock.now.plus(time);
                });
        int exit = Hourglass.run(shell, words);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return exit;
    }

    void waits(Duration time) {
        clock.now = clock.now.plus(time);
    }

    private static final class MovableClock extends Clock {

        private Instant now = Instant.parse("2026-11-24T09:06:12Z");

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Europe/Berlin");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
