package hourglass.policy;

import hourglass.events.PolicySetAccepted;
import hourglass.events.Topics;
import hourglass.local.process.Scratch;
import hourglass.policy.git.GitRemote;
import hourglass.policy.loading.PolicySets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/// One instance on a real broker, registry and Git repository, shared by the tests of this JVM. They go on from what
/// earlier ones published, as life does.
public final class Running {
    private static final Path FOLDER = folder();

    public static final Issuer ISSUER = new Issuer();
    public static final KeyPair KEYS = PemFiles.p256();
    public static final GitRemote REMOTE = GitRemote.in(FOLDER.resolve("remote.git"));
    public static final Instance INSTANCE;

    static {
        CleanTopics.make();
        REMOTE.commit(SeedPolicies.files());
        INSTANCE = another("data");
    }

    private Running() {}

    /// A further instance, with a folder of its own unless that was used before.
    public static Instance another(String data, String... settings) {
        Path key = PemFiles.write(FOLDER.resolve("key.pem"), "PRIVATE KEY", KEYS.getPrivate());
        return Instance.start(REMOTE.url(), FOLDER.resolve(data), key, ISSUER, settings);
    }

    /// Commits these files and returns when the instance decides by them.
    public static PolicySetAccepted accept(Map<String, String> files) {
        return waitFor(REMOTE.commit(files));
    }

    /// Returns when the instance decides by a commit.
    public static PolicySetAccepted waitFor(String commit) {
        try (Log policies = INSTANCE.log(Topics.POLICIES)) {
            PolicySetAccepted accepted = policies.first(
                    PolicySetAccepted.class,
                    event -> event.getPolicy().getCommit().equals(commit));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> serial() >= accepted.getPolicy().getSerial());
            return accepted;
        }
    }

    /// The serial that the instance decides by.
    public static long serial() {
        return INSTANCE.part(PolicySets.class)
                .current()
                .map(set -> set.policy().serial())
                .orElse(0L);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Scratch.directory(), "policy-service-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
