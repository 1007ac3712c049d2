package hourglass.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The POSIX signals that are sent here.
public enum Signal {
    INT,
    TERM,
    QUIT,
    KILL,
    STOP,
    CONT;

    /// Sends it to a process; a process that is gone already is no error.
    void to(long pid) {
        try {
            new ProcessBuilder("kill", "-s", name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't send signals: is the program 'kill' on the PATH?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
