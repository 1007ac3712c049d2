package hourglass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hourglass.e2e.Client.Answer;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole way of one request, each step as a user, an approver, a target and an auditor see it.
class JourneyTest {
    private final Stack stack = Stack.running();

    @TempDir
    private Path folder;

    @Test
    void aReviewedRequestGivesAccessForItsTimeAndTheLogProvesIt() throws Exception {
        Access alice = stack.access("alice");
        Access bob = stack.access("bob");

        Instant before = stack.clock().instant();
        Answer asked = alice.ask("payments-staging", "owner", "8s", "a whole life in a test");
        assertThat(asked.state()).as("%s", asked.body()).isEqualTo("IN_REVIEW");
        assertThat(asked.text("/decision/stages/0/people/0/id")).isEqualTo("bob");
        String id = asked.text("/id");

        assertThat(stack.mayRead("staging-db", "payments_staging", "alice"))
                .as("nothing before the approval")
                .isFalse();

        Answer approved = bob.approve(bob.view(id), "go ahead");
        assertThat(approved.status()).as("%s", approved.body()).isEqualTo(200);
        Answer active = alice.awaitState(id, "ACTIVE");
        Instant expiresAt = Instant.parse(active.text("/grant/expiresAt"));

        Instant during;
        try (TargetLogin open = stack.login("staging-db", "payments_staging", "alice")) {
            assertThat(Integer.parseInt(open.read("SELECT count(*) FROM app.payment")))
                    .isPositive();
            during = stack.clock().instant();
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !open.alive());
            assertThat(stack.clock().instant())
                    .as("the session is not cut early")
                    .isAfter(expiresAt);
        }
        assertThat(stack.mayRead("staging-db", "payments_staging", "alice"))
                .as("a new session after the end")
                .isFalse();
        Answer ended = alice.awaitState(id, "ENDED");
        assertThat(ended.text("/grant/endedBy")).isEqualTo("expiry");
        Instant endedAt = Instant.parse(ended.text("/grant/endedAt"));
        assertThat(Duration.between(expiresAt, endedAt)).isBetween(Duration.ZERO, Duration.ofSeconds(5));

        Auditor auditor = stack.auditor();
        JsonNode steps = auditor.timeline(id, "GrantRevoked");
        assertThat(Auditor.events(steps))
                .containsSubsequence(
                        "AccessRequested",
                        "AccessDecided",
                        "ApprovalRecorded",
                        "AccessDecided",
                        "GrantOrdered",
                        "GrantStarted",
                        "GrantActivated",
                        "GrantExpired",
                        "GrantRevoked");
        Path key = auditor.key(folder);
        for (JsonNode step : steps) {
            Path proof = auditor.proof(step.path("entry").asLong(), folder);
            assertThat(auditor.verify(proof, "--key", key))
                    .as("proof of %s", step)
                    .isZero();
        }
        assertThat(auditor.whoHad("payments-staging", before)).doesNotContain(id);
        assertThat(auditor.whoHad("payments-staging", during)).contains(id);
        assertThat(auditor.whoHad("payments-staging", endedAt.plusMillis(1))).doesNotContain(id);

        Path anchor = auditor.checkpoint(folder);
        Path inGit = auditor.checkpointInGit(folder);
        Path export = auditor.export(folder);
        assertThat(auditor.verify(export, "--anchor", anchor, "--anchor", inGit))
                .isZero();
        assertThat(auditor.verify(oneBitOfAnEntryChanged(export), "--anchor", anchor))
                .as("one changed bit")
                .isNotZero();
    }

    /// Not of the file as it is: it has bytes that say nothing, such as the time of an entry in its directory.
    private Path oneBitOfAnEntryChanged(Path export) throws IOException {
        Path changed = Files.copy(export, folder.resolve("changed.zip"));
        try (FileSystem zip = FileSystems.newFileSystem(changed);
                Stream<Path> files = Files.walk(zip.getPath("/"))) {
            Path entries = files.filter(file -> file.toString().contains("entries/"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(entries);
            bytes[bytes.length / 2] ^= 1;
            Files.write(entries, bytes);
        }
        return changed;
    }

    @Test
    void automaticApprovalNeedsNobody() {
        Access alice = stack.access("alice");
        Answer asked = alice.ask("payments-staging", "reader", "5s", "automatic for members");
        assertThat(asked.text("/decision/outcome")).isEqualTo("ALLOW");
        alice.awaitState(asked.text("/id"), "ACTIVE");
        alice.awaitState(asked.text("/id"), "ENDED");
    }
}
