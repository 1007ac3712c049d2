package hourglass.local.parts;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL refuses to run as root. Where this program is root, its servers run in a user namespace of their own
/// (files keep their owner) or, where the kernel forbids that, as `nobody`.
enum Unprivileged {
    AS_WE_ARE,
    USER_NAMESPACE,
    NOBODY;

    /// The first way that works here.
    ///
    /// @throws IllegalStateException when there is none
    static Unprivileged way() {
        if (new UnixSystem().getUid() != 0) {
            return AS_WE_ARE;
        }
        for (Unprivileged way : List.of(USER_NAMESPACE, NOBODY)) {
            if (way.works()) {
                return way;
            }
        }
        throw new IllegalStateException("PostgreSQL refuses to run as root, and neither 'unshare -U' nor 'setpriv' "
                + "works here. Start Hourglass as an ordinary user, or install util-linux, which has both.");
    }

    /// Words before the command.
    List<String> prefix() {
        return switch (this) {
            case AS_WE_ARE -> List.of();
            case USER_NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        };
    }

    /// Makes a data folder usable for the server.
    void handOver(Path data) {
        if (this == NOBODY && run(List.of("chown", "-R", "65534:65534", data.toString())) != 0) {
            throw new IllegalStateException("Can't give " + data + " to the user nobody.");
        }
    }

    private boolean works() {
        List<String> probe = new ArrayList<>(prefix());
        probe.add("true");
        return run(probe) == 0;
    }

    private static int run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return 127; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
