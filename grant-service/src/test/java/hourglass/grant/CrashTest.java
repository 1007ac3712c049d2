package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.store.TestStore;
import hourglass.grant.targets.TestTarget;
import hourglass.testkit.Database;
import hourglass.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// One life of a grant, broken at every step of its talk with database and target, one step a run. Afterwards there is
/// no access that nobody answers for, at most one activation, and one legal path of events.
class CrashTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<List<String>> PATHS = List.of(
            List.of("Started", "Activated", "Expired", "Revoked"),
            List.of("Started", "Activated", "Expired", "RevocationOverdue", "Revoked"));

    private static @Nullable Database database;
    private final List<Connection> connections = new ArrayList<>();

    private final MovableClock clock = new MovableClock();

    private static TestTarget server() {
        return TestTarget.shared();
    }

    @BeforeAll
    static void start() {
        database = TestPostgres.database();
        TestStore.migrate(TestStore.source(database));
    }

    /// A process of its own, with connections of its own.
    private World process(Fuse store, Fuse target) throws SQLException {
        Connection connection = Objects.requireNonNull(database).connect();
        connections.add(connection);
        return new World(
                new SingleConnectionDataSource(store.through(connection), true),
                clock,
                Map.of("db", server().adapter(opened -> {
                    connections.add(opened);
                    return target.through(opened);
                })));
    }

    @AfterEach
    void disconnect() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    @Test
    void killedAtAnyStepOfTheStore() throws SQLException {
        int steps = 0;
        while (breaksAt(new Fuse(Fuse.Mode.KILL, steps), Fuse.none())) {
            steps++;
        }
        assertThat(steps).as("steps that were tried").isGreaterThan(30);
    }

    @Test
    void killedAtAnyStepOfTheTarget() throws SQLException {
        int steps = 0;
        while (breaksAt(Fuse.none(), new Fuse(Fuse.Mode.KILL, steps))) {
            steps++;
        }
        assertThat(steps).as("steps that were tried").isGreaterThan(30);
    }

    @Test
    void theTargetDoesTheWorkAndItsAnswerIsLost() throws SQLException {
        int steps = 0;
        while (breaksAt(Fuse.none(), new Fuse(Fuse.Mode.TIMEOUT, steps))) {
            steps++;
        }
        assertThat(steps).as("steps that were tried").isGreaterThan(30);
    }

    /// One life. Returns whether the fuse blew in it.
    private boolean breaksAt(Fuse store, Fuse target) throws SQLException {
        Terms terms = Samples.terms(clock.instant()).granted(HOUR).build();
        Life life = new Life(terms);
        try {
            life.live(process(store, target));
        } catch (Fuse.Killed _) {
            clock.advance(Claims.LENGTH.plusSeconds(1));
            life.live(process(Fuse.none(), Fuse.none()));
        } finally {
            life.close();
        }
        assertThat(server().given("alice")).as("access that is left").isEmpty();
        World after = process(Fuse.none(), Fuse.none());
        assertThat(PATHS).contains(after.store().told(terms.request().text()));
        disconnect();
        return store.blown() || target.blown();
    }

    /// What happens to one grant: it may be begun anew at any point, as Kafka delivers again what was not committed.
    private static final class Life implements AutoCloseable {
        private final Terms terms;
        private @Nullable Connection session;

        Life(Terms terms) {
            this.terms = terms;
        }

        void live(World world) throws SQLException {
            world.order(terms);
            work(world);
            if (world.grant(terms.request()) instanceof Grant.Active && session == null) {
                Connection opened = server().session("alice");
                session = opened;
                try (Statement statement = opened.createStatement()) {
                    statement.execute("SET ROLE payments_reader");
                }
                assertThat(TestTarget.reads(opened)).isTrue();
            }
            if (world.grant(terms.request()) instanceof Grant.Active active
                    && world.now().isBefore(active.activation().expiresAt())) {
                world.clock().set(active.activation().expiresAt());
            }
            world.sweep();
            work(world);
            assertThat(world.grant(terms.request())).isInstanceOf(Grant.Revoked.class);
            assertThat(TestTarget.reads(Objects.requireNonNull(session)))
                    .as("the session still reads")
                    .isFalse();
        }

        /// Works until nothing is due; waits out what is backed off.
        private static void work(World world) {
            for (int round = 0; round < 20; round++) {
                Answer answer = world.round("db").orElse(null);
                if (answer == null) {
                    return;
                }
                if (answer instanceof Answer.NoAnswer) {
                    world.pass(Duration.ofSeconds(2));
                }
            }
            throw new AssertionError("It does not come to rest.");
        }

        @Override
        public void close() throws SQLException {
            if (session != null) {
                session.close();
            }
        }
    }
}
