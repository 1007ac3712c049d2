package hourglass.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The file of tokens, `tokens.json` in the configuration folder, for each address one sign-in.
final class Tokens {

    /// One sign-in.
    ///
    /// @param access what is shown to the services
    /// @param expiresAt when it stops being good
    /// @param refresh what gets the next one; absent after `login --as`
    record Kept(String access, Instant expiresAt, @Nullable String refresh) {}

    private final Path file;

    Tokens(Shell shell) {
        this.file = shell.configuration().resolve("tokens.json");
    }

    Optional<Kept> of(URI url) {
        JsonNode kept = Json.read(PrivateFile.read(file)).path(url.toString());
        if (!kept.isObject()) {
            return Optional.empty();
        }
        String refresh = Json.text(kept, "refresh");
        return Optional.of(new Kept(
                Json.text(kept, "access"),
                Instant.parse(Json.text(kept, "expiresAt")),
                refresh.isEmpty() ? null : refresh));
    }

    void keep(URI url, Kept kept) {
        ObjectNode all = all();
        ObjectNode one = all.putObject(url.toString());
        one.put("access", kept.access).put("expiresAt", kept.expiresAt.toString());
        if (kept.refresh != null) {
            one.put("refresh", kept.refresh);
        }
        PrivateFile.write(file, Json.compact(all));
    }

    void forget(URI url) {
        ObjectNode all = all();
        all.remove(url.toString());
        PrivateFile.write(file, Json.compact(all));
    }

    /// Runs alone among all commands of this user. A refresh token is good once: of two commands that refresh at the
    /// same moment, the second must see what the first got.
    <T> T alone(Supplier<T> work) {
        Path lock = file.resolveSibling("tokens.lock");
        try {
            Files.createDirectories(lock.getParent());
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!held.isValid()) {
                    throw new IOException("the lock was lost");
                }
                return work.get();
            }
        } catch (IOException unlockable) {
            throw new Failure(Exit.FAILED, "Can't lock " + lock + ": " + unlockable.getMessage() + ".", unlockable);
        }
    }

    private ObjectNode all() {
        return Json.read(PrivateFile.read(file)) instanceof ObjectNode all ? all : Json.object();
    }
}
