package hourglass.audit.publishes;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.audit.BareRepository;
import hourglass.audit.MigratedDatabase;
import hourglass.audit.log.Checkpoint;
import hourglass.audit.log.Envelope;
import hourglass.audit.log.Hash;
import hourglass.audit.log.Hashing;
import hourglass.audit.log.Leaf;
import hourglass.audit.log.MerkleTree;
import hourglass.audit.log.NoteSigner;
import hourglass.audit.log.Origin;
import hourglass.audit.store.Batch;
import hourglass.audit.store.Checkpoints;
import hourglass.audit.store.Journal;
import hourglass.audit.store.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@SuppressWarnings("NullAway.Init")
class AnchoringTest {
    private static final Hash OTHER = Hashing.leaf(new byte[] {2});

    @TempDir
    private Path folder;

    private final PGSimpleDataSource database = MigratedDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Log log = new Log(jdbc);
    private final Checkpoints checkpoints = new Checkpoints(jdbc);
    private final NoteSigner signer = NotaryTest.newSigner();
    private BareRepository repository;
    private AnchorRepository anchor;
    private Anchoring anchoring;
    private boolean fenced;

    @BeforeEach
    void begin() {
        repository = BareRepository.in(folder.resolve("checkpoints.git"));
        anchor = new AnchorRepository(
                folder.resolve("copy"),
                new AnchorRepository.Remote(repository.url(), "main", null, null),
                Clock.systemUTC());
        anchoring = new Anchoring(
                checkpoints, anchor, new Beginnings(log, signer.key()), "git", Clock.systemUTC(), () -> fenced);
        log.addSource("hourglass.people", 0, 0);
    }

    @Test
    void carriesEachNewestCheckpointOnce() {
        String first = grown();
        anchoring.run();
        anchoring.run();
        grown();
        String third = grown();
        anchoring.run();
        assertThat(repository.notes()).containsExactly(first, third);
        assertThat(anchored()).containsExactly(1L, 3L);
    }

    @Test
    void leavesItToTheInstanceThatAppends() {
        String note = grown();
        fenced = true;
        anchoring.run();
        assertThat(repository.notes()).isEmpty();

        fenced = false;
        anchoring.run();
        assertThat(repository.notes()).containsExactly(note);
    }

    @Test
    void triesAgainWhatCouldNotBeCarried() throws IOException {
        String note = grown();
        Path away = Files.move(folder.resolve("checkpoints.git"), folder.resolve("away.git"));
        anchoring.run();
        assertThat(anchoring.isFailing()).isTrue();
        assertThat(anchored()).isEmpty();

        Files.move(away, folder.resolve("checkpoints.git"));
        anchoring.run();
        assertThat(anchoring.isFailing()).isFalse();
        assertThat(repository.notes()).containsExactly(note);
    }

    @Test
    void addsNothingToWhatTheLogDoesNotBeginWith() throws IOException {
        String other = signer.sign(new Checkpoint("audit.example", 1, OTHER).text());
        anchor.write(other);
        grown();
        grown();
        anchoring.run();
        assertThat(anchoring.isFailing()).isTrue();
        assertThat(repository.notes()).containsExactly(other);
    }

    @Test
    void addsNothingToALaterOne() throws IOException {
        String first = grown();
        String second = grown();
        anchor.write(second);
        jdbc.sql("ALTER TABLE signed_checkpoint DISABLE TRIGGER ALL").update();
        jdbc.sql("GRANT DELETE ON signed_checkpoint TO CURRENT_USER").update();
        jdbc.sql("DELETE FROM signed_checkpoint WHERE size = 2").update();
        assertThat(checkpoints.newest()).map(Checkpoints.Signed::note).hasValue(first);
        anchoring.run();
        assertThat(repository.notes()).containsExactly(second);
    }

    /// Appends an entry.
    ///
    /// @return the signed checkpoint with it
    private String grown() {
        long size = log.size();
        MerkleTree tree = log.tree();
        Leaf leaf = new Envelope(new Origin("hourglass.people", 0, size, 0), null, List.of(), new byte[] {1}).leaf();
        tree.append(leaf.hash(), new ArrayList<>());
        int source = 2;
        new Journal(database)
                .append(new Batch(
                        size,
                        List.of(new Batch.Row(source, size, 0, leaf)),
                        List.of(),
                        tree.root(),
                        List.of(new Batch.Move(source, size, size + 1)),
                        List.of()));
        String note = signer.sign(new Checkpoint("audit.example", size + 1, tree.root()).text());
        checkpoints.signed(new Checkpoints.Signed(size + 1, note, Instant.EPOCH));
        return note;
    }

    private List<Long> anchored() {
        return jdbc.sql("SELECT size FROM anchor WHERE place = 'git' ORDER BY size")
                .query((row, _) -> row.getLong("size"))
                .list();
    }
}
