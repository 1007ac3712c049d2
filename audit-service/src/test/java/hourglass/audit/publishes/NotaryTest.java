package hourglass.audit.publishes;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.audit.Bell;
import hourglass.audit.MigratedDatabase;
import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Hash;
import hourglass.audit.log.Hashing;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.NoteKey;
import hourglass.audit.log.NoteSigner;
import hourglass.audit.log.Origin;
import hourglass.audit.store.Batch;
import hourglass.audit.store.Checkpoints;
import hourglass.audit.store.Journal;
import hourglass.audit.store.Log;
import hourglass.events.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class NotaryTest {
    private static final Hash SIGNED = Hashing.leaf(new byte[] {1});
    private static final Hash OTHER = Hashing.leaf(new byte[] {2});

    @TempDir
    Path folder;

    private final DelegatingDataSource current = new DelegatingDataSource(MigratedDatabase.fresh());
    private final JdbcClient jdbc = JdbcClient.create(current);
    private final Checkpoints checkpoints = new Checkpoints(jdbc);
    private final NoteSigner signer = newSigner();

    @Test
    void refusesWhatDoesNotGoOnFromItsLastSignatureAfterAFailover() throws Exception {
        Notary notary = notary();
        written(10, SIGNED);
        notary.run();
        assertThat(checkpoints.newest()).map(Checkpoints.Signed::size).hasValue(10L);

        // The new primary never had the tenth entry and has gone on.
        current.setTargetDataSource(MigratedDatabase.fresh());
        written(9, OTHER);
        notary.run();
        assertThat(checkpoints.newest()).isEmpty();
        assertThat(notary.isRefusing()).isTrue();

        written(12, OTHER);
        notary.run();
        assertThat(checkpoints.newest()).isEmpty();

        // One that has it.
        current.setTargetDataSource(MigratedDatabase.fresh());
        written(10, SIGNED);
        written(12, OTHER);
        notary.run();
        assertThat(checkpoints.newest()).map(Checkpoints.Signed::size).hasValue(12L);
        assertThat(notary.isRefusing()).isFalse();
    }

    @Test
    void signsInStepsAfterALongTimeWithoutSigning() throws Exception {
        for (long size : new long[] {5_000, 9_000, 25_000, 26_000}) {
            written(size, SIGNED);
        }
        Notary notary = notary();
        while (notary.run()) {
            assertThat(notary.isRefusing()).isFalse();
        }
        assertThat(jdbc.sql("SELECT size FROM signed_checkpoint ORDER BY size")
                        .query(Long.class)
                        .list())
                .containsExactly(9_000L, 25_000L, 26_000L);
    }

    private void written(long size, Hash root) {
        jdbc.sql("INSERT INTO checkpoint (size, root) VALUES (?, ?)")
                .params(size, root.bytes())
                .update();
    }

    @Test
    void writesALostAnchorAgainThoughNothingIsNewToSign() throws Exception {
        announcementTakenIn();
        notary().run();
        Checkpoints.Signed signed = checkpoints.newest().orElseThrow();
        Files.delete(folder.resolve("checkpoint"));

        Notary restarted = notary(Optional.of(signed.note()));
        restarted.run();

        assertThat(restarted.isRefusing()).isFalse();
        assertThat(folder.resolve("checkpoint")).hasContent(signed.note());
    }

    @Test
    void refusesALogThatDoesNotBeginWithWhatWasToldOf() throws Exception {
        announcementTakenIn();
        Notary notary = notary(Optional.of(signer.sign(new Checkpoint("audit.example", 1, OTHER).text())));
        notary.run();

        assertThat(notary.isRefusing()).isTrue();
        assertThat(checkpoints.newest()).isEmpty();
    }

    @Test
    void refusesALogThatDoesNotBeginWithWhatIsElsewhere() throws Exception {
        announcementTakenIn();
        Anchor other = new AnchorFile(folder.resolve("other"));
        other.write(signer.sign(new Checkpoint("audit.example", 1, OTHER).text()));
        Notary notary = notary(Optional.empty(), List.of(other));
        notary.run();

        assertThat(notary.isRefusing()).isTrue();
        assertThat(checkpoints.newest()).isEmpty();
    }

    @Test
    void signsThoughAnAnchorElsewhereCanNotBeReached() throws Exception {
        announcementTakenIn();
        Anchor away = new AnchorRepository(
                folder.resolve("copy"),
                new AnchorRepository.Remote(folder.resolve("nowhere").toString(), "main", null, null),
                Clock.systemUTC());
        notary(Optional.empty(), List.of(away)).run();

        assertThat(checkpoints.newest()).isPresent();
    }

    /// An announcement as an entry: nothing has to be announced for it.
    private void announcementTakenIn() {
        jdbc.sql("INSERT INTO source (topic, partition, incarnation, next_offset) VALUES (?, 0, 0, 0)")
                .param(Topics.CHECKPOINTS)
                .update();
        Origin origin = new Origin(Topics.CHECKPOINTS, 0, 0, 0);
        Leaf leaf = new Envelope(origin, null, List.of(), new byte[] {1}).leaf();
        int source = 2;
        new Journal(current)
                .append(new Batch(
                        0,
                        List.of(new Batch.Row(source, 0, 0, leaf)),
                        List.of(),
                        leaf.hash(),
                        List.of(new Batch.Move(source, 0, 1)),
                        List.of()));
    }

    private Notary notary() {
        return notary(Optional.empty());
    }

    /// Nothing is announced: the log has no entries but announcements.
    private Notary notary(Optional<String> told) {
        return notary(told, List.of());
    }

    @SuppressWarnings("NullAway")
    private Notary notary(Optional<String> told, List<Anchor> elsewhere) {
        return new Notary(
                new Beginnings(new Log(jdbc), signer.key()),
                checkpoints,
                signer,
                new AnchorFile(folder),
                elsewhere,
                () -> told,
                new Announcements(checkpoints, null, "audit.example", Clock.systemUTC()),
                Clock.systemUTC(),
                Duration.ofSeconds(1),
                new Bell(),
                () -> false);
    }

    static NoteSigner newSigner() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteSigner(NoteKey.of("audit.example", pair.getPublic()), pair.getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has Ed25519", e);
        }
    }
}
