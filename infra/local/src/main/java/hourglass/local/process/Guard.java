package hourglass.local.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends children whose starter died, even by `kill -9`: a shell that reads from a pipe whose only writer is this
/// process. The end of the pipe is the end of this process, whatever the reason. One guard serves all children.
///
/// A parent death signal (`prctl`) would be shorter but follows the *thread* that forked, not the process.
final class Guard {
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            left= rubbish=
            while IFS=' ' read -r act signal rest; do
              case $act in
                add) left="$left $signal:$rest" ;;
                done) kept=; for one in $left; do [ "${one#*:}" = "$signal" ] || kept="$kept $one"; done; left=$kept ;;
                rubbish) rubbish=$rest ;;
              esac
            done
            for one in $left; do kill -s "${one%%:*}" "${one#*:}" 2>/dev/null; done
            tries=50
            while [ $tries -gt 0 ]; do
              alive=
              for one in $left; do kill -0 "${one#*:}" 2>/dev/null && alive=yes; done
              [ -z "$alive" ] && break
              sleep 0.1
              tries=$((tries - 1))
            done
            for one in $left; do kill -s KILL "${one#*:}" 2>/dev/null; done
            [ -n "$rubbish" ] && rm -rf -- "$rubbish"
            exit 0
            """;
    private static @Nullable Guard running;

    private final BufferedWriter pipe;

    private Guard(BufferedWriter pipe) {
        this.pipe = pipe;
    }

    static synchronized Guard get() {
        if (running == null) {
            running = started();
        }
        return running;
    }

    void watch(long pid, Signal whenAbandoned) {
        tell("add " + whenAbandoned + " " + pid);
    }

    void forget(long pid) {
        tell("done " + pid);
    }

    /// Removes a directory, too, once this process and all its children are gone.
    void removeAtTheEnd(Path directory) {
        tell("rubbish - " + directory);
    }

    private synchronized void tell(String line) {
        try {
            pipe.write(line + "\n");
            pipe.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The process that guards against orphans is gone; stop this program and start again.", e);
        }
    }

    private static Guard started() {
        List<String> command = new ArrayList<>(OwnSession.prefix());
        command.addAll(List.of("sh", "-c", SCRIPT, "hourglass-guard"));
        try {
            Process shell = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Guard(
                    new BufferedWriter(new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start 'sh', which guards against orphans: is it on the PATH?", e);
        }
    }
}
