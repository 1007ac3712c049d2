package hourglass.e2e;

import static org.awaitility.Awaitility.await;

import hourglass.local.stack.PolicyRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The policy repository that decides, as somebody with the right to push meets it.
final class Policies {
    private final Stack stack;
    private final PolicyRepository repository;

    Policies(Stack stack, PolicyRepository repository) {
        this.stack = stack;
        this.repository = repository;
    }

    /// Pushes one more file and waits until the commit was accepted or refused; closing takes the file away again.
    PolicyCommit commit(String path, String text) {
        Path file = repository.work().resolve(path);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + file, e);
        }
        return new PolicyCommit(this, file, push("Try " + path));
    }

    private Pushed push(String message) {
        String commit = repository.publish(message, "Erin Walsh");
        return new Pushed(commit, outcome(commit));
    }

    void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + file, e);
        }
        if (!push("Take it away again").accepted()) {
            throw new AssertionError("the policies without " + file + " were refused");
        }
    }

    private boolean outcome(String commit) {
        return await("verdict on " + commit)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> verdict(commit), verdict -> !verdict.isEmpty())
                .equals("PolicySetAccepted");
    }

    private String verdict(String commit) {
        return stack.topics().all("hourglass.policies").stream()
                .filter(event -> event.value().contains("\"commit\": \"" + commit + "\""))
                .map(Event::type)
                .findFirst()
                .orElse("");
    }

    record Pushed(String commit, boolean accepted) {}
}
