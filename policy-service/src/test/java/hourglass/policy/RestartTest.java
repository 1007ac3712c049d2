package hourglass.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.events.PolicySetAccepted;
import hourglass.messaging.RetryLater;
import hourglass.policy.deciding.AnswerAsk;
import hourglass.policy.deciding.ReceivedAsk;
import hourglass.policy.loading.PolicySets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts again while the repository is away.
class RestartTest {
    @TempDir
    Path directory;

    @Test
    void decidesFromDiskWithoutTheRepositoryUntilThatWasAwayForTooLong() throws Exception {
        PolicySetAccepted newest = Running.accept(SeedPolicies.files());
        Path remote = directory.resolve("copy-of-remote.git");
        copy(Running.REMOTE.directory(), remote);
        start(remote, "24h").close();
        Files.move(remote, directory.resolve("away.git"));

        try (Instance again = start(remote, "24h")) {
            assertThat(again.part(PolicySets.class).current())
                    .hasValueSatisfying(set -> assertThat(set.policy().commit())
                            .isEqualTo(newest.getPolicy().getCommit()));
            assertThat(again.part(PolicySets.class).outdated()).isFalse();
        }
        try (Instance late = start(remote, "1ms")) {
            ReceivedAsk asked = new ReceivedAsk(Decisions.ask(), new UUID(1, 2), 100);

            assertThatThrownBy(() -> late.part(AnswerAsk.class).answer(asked))
                    .isInstanceOf(RetryLater.class)
                    .hasMessageContaining("nothing is decided until it does");
        }
    }

    private Instance start(Path remote, String maxAge) {
        Path key = PemFiles.write(directory.resolve("key.pem"), "PRIVATE KEY", Running.KEYS.getPrivate());
        Instance instance = Instance.start(
                remote.toUri().toString(),
                directory.resolve("data"),
                key,
                Running.ISSUER,
                "--hourglass.policy.max-age=" + maxAge,
                "--spring.kafka.listener.auto-startup=false");
        instance.waitFor(Running.serial());
        return instance;
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
