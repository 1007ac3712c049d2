package hourglass.policy;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.events.AccessDecided;
import hourglass.events.Outcome;
import hourglass.events.PersonPublished;
import hourglass.events.PolicySetAccepted;
import hourglass.events.ResourcePublished;
import hourglass.events.Topics;
import hourglass.policy.git.GitRemote;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a commit to a numbered set that decides, on a real broker, registry and Git repository.
class LoadingTest {
    private static Issuer issuer;

    @TempDir
    Path directory;

    private Path key;
    private GitRemote remote;
    private final List<Instance> instances = new ArrayList<>();

    @BeforeAll
    static void startTheIssuer() {
        issuer = new Issuer();
    }

    @AfterAll
    static void stopTheIssuer() {
        issuer.close();
    }

    @BeforeEach
    void begin() {
        CleanTopics.make();
        key = PemFiles.write(
                directory.resolve("key.pem"), "PRIVATE KEY", PemFiles.p256().getPrivate());
        remote = GitRemote.in(directory.resolve("remote.git"));
    }

    @AfterEach
    void end() {
        instances.forEach(Instance::close);
        remote.close();
    }

    @Test
    void publishesTheFirstSetWithCatalogAndDirectoryAndDecidesByIt() {
        String commit = remote.commit(SeedPolicies.files());
        Instance instance = start();
        try (Log policies = instance.log(Topics.POLICIES);
                Log catalog = instance.log(Topics.CATALOG);
                Log people = instance.log(Topics.DIRECTORY);
                Log decisions = instance.log(Topics.DECISIONS)) {
            PolicySetAccepted accepted = policies.first(PolicySetAccepted.class, event -> true);

            assertThat(accepted.getPolicy().getSerial()).isEqualTo(1);
            assertThat(accepted.getPolicy().getCommit()).isEqualTo(commit);
            assertThat(accepted.getMeta().getSequence()).isEqualTo(1);
            assertThat(accepted.getPreviousCommit()).isEmpty();
            assertThat(catalog.all(ResourcePublished.class))
                    .extracting(resource -> resource.getMeta().getAggregate())
                    .contains("payments-staging", "payments-eu")
                    .doesNotContain("prod-eu");
            assertThat(people.all(PersonPublished.class))
                    .extracting(person -> person.getMeta().getAggregate())
                    .contains("alice", "bob");

            Asks ask = Asks.of(
                            "alice",
                            "payments-staging",
                            "reader",
                            Clock.systemUTC().instant())
                    .atLeast(1);
            instance.send(ask);
            AccessDecided decided = decisions.first(AccessDecided.class, event -> true);

            assertThat(decided.getOutcome()).isEqualTo(Outcome.ALLOW);
            assertThat(decided.getPolicy()).isEqualTo(accepted.getPolicy());
            assertThat(decided.getAllowance()).isPresent();
            assertThat(decided.getMeta().getSequence()).isEqualTo(1);
        }
    }

    private Instance start(String... settings) {
        Instance instance =
                Instance.start(remote.url(), directory.resolve("data-" + instances.size()), key, issuer, settings);
        instances.add(instance);
        return instance;
    }
}
