package hourglass.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A directory for this process alone, removed when it and its children are gone, also after `kill -9`.
public final class Scratch {
    private static @Nullable Path directory;

    private Scratch() {}

    /// The directory; the same at every call.
    public static synchronized Path directory() {
        if (directory == null) {
            try {
                directory = Files.createTempDirectory("hourglass-");
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Can't make a directory under " + System.getProperty("java.io.tmpdir"), e);
            }
            Guard.get().removeAtTheEnd(directory);
        }
        return directory;
    }
}
