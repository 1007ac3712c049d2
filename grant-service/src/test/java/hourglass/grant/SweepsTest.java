package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What time alone does, on the real store.
class SweepsTest {
    private static @Nullable DataSource database;

    private final FakeTarget fake = new FakeTarget(Set.of("payments_reader", "payments_writer"));
    private final MovableClock clock = new MovableClock();
    private final World world = new World(database(), clock, Map.of("db", fake));

    private static DataSource database() {
        return Objects.requireNonNull(database);
    }

    @BeforeAll
    static void start() {
        database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
    }

    @BeforeEach
    void empty() {
        world.store().jdbc().sql("TRUNCATE grants, accounts, announced").update();
    }

    private Terms active(String account, Duration granted, String... entitlements) {
        Terms terms = Samples.terms(clock.instant())
                .account("db", account)
                .entitlements(entitlements)
                .granted(granted)
                .build();
        world.order(terms);
        world.settle("db");
        return terms;
    }

    /// Active grants in bulk, each on an account of its own, due one after another.
    private void manyActive(int count) {
        active("template", Duration.ofHours(1), "payments_reader");
        world.store().jdbc().sql("""
                        INSERT INTO accounts (target, account) SELECT 'db', 'a' || i FROM generate_series(1, ?) i
                        """).param(count).update();
        world.store().jdbc().sql("""
                        INSERT INTO grants SELECT (jsonb_populate_record(g, jsonb_build_object(
                               'request_id', uuidv7(), 'account', 'a' || i, 'last_event', uuidv7(),
                               'expires_at', g.activated_at + i * interval '1 millisecond'))).*
                          FROM grants g, generate_series(1, ?) i
                        """).param(count).update();
        world.store()
                .jdbc()
                .sql("DELETE FROM grants WHERE account = 'template'")
                .update();
    }

    @Test
    void nothingExpiresEarlyAndAllOfItOnTime() {
        Terms terms = active("alice", Duration.ofSeconds(10), "payments_reader");
        world.pass(Duration.ofSeconds(10).minusNanos(1_000));
        assertThat(world.grant(terms.request())).isInstanceOf(Grant.Active.class);
        world.pass(Duration.ofNanos(1_000));
        assertThat(world.grant(terms.request())).isInstanceOf(Grant.Revoking.class);
    }

    @Test
    void aDatabaseClockThatIsSetBackIsNoticedAndDelaysNothing() {
        DatabaseClock database = world.store().clock();
        // What a clock that is set back by two hours leaves behind.
        database.keep(database.now().plus(Duration.ofHours(2)));
        AtomicLong nanos = new AtomicLong();
        SteadyClock steady = new SteadyClock(database.read(), nanos::get);
        Instant before = steady.instant();
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord line) {
                logged.add(String.valueOf(line.getMessage()));
            }
        };
        Logger log = Logger.getLogger(Sweeper.class.getName());
        log.addHandler(handler);
        try (Sweeper sweeper = new Sweeper(
                world.store().sweeps(), world.store().attempts(_ -> {}), database, steady, () -> {}, nanos::get)) {
            for (int round = 0; round < 50; round++) {
                nanos.addAndGet(Duration.ofMillis(200).toNanos());
                sweeper.once();
            }
        } finally {
            log.removeHandler(handler);
            world.store()
                    .jdbc()
                    .sql("UPDATE clock SET seen_at = clock_timestamp()")
                    .update();
        }
        assertThat(steady.instant()).as("no slower than time").isEqualTo(before.plusSeconds(10));
        assertThat(steady.lead()).isGreaterThan(Duration.ofMinutes(119));
        assertThat(logged).filteredOn(line -> line.contains("was set back")).hasSize(1);
    }

    @Test
    void oneSweepTakesTheOldestAndSeveralInstancesTakeEachOnce() throws Exception {
        manyActive(5_000);
        Instant due = clock.instant().plusSeconds(60);
        assertThat(world.store().sweeps().expire(due, 2_000)).isEqualTo(2_000);
        assertThat(world.store()
                        .jdbc()
                        .sql("SELECT max(expires_at) < (SELECT min(expires_at) FROM grants WHERE state = 'ACTIVE')"
                                + " FROM grants WHERE state = 'REVOKING'")
                        .query(Boolean.class)
                        .single())
                .as("the oldest went first")
                .isTrue();
        AtomicInteger moved = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<?>[] sweeps = new Future<?>[3];
            for (int i = 0; i < sweeps.length; i++) {
                sweeps[i] = threads.submit(() -> {
                    World instance = new World(database(), clock, Map.of("db", fake));
                    int last;
                    do {
                        last = instance.store().sweeps().expire(due, 500);
                        moved.addAndGet(last);
                    } while (last > 0);
                });
            }
            for (Future<?> sweep : sweeps) {
                sweep.get();
            }
        }
        assertThat(moved).hasValue(3_000);
        assertThat(world.store().announced())
                .filteredOn(TestStore.Announced::expiry)
                .hasSize(5_000);
        assertThat(world.store()
                        .jdbc()
                        .sql("SELECT count(*) FROM accounts WHERE due_at IS NOT NULL AND removal")
                        .query(Long.class)
                        .single())
                .isEqualTo(5_000);
    }

    @Test
    void accessIsExactlyTheUnionOfOverlappingGrants() {
        Terms first = active("alice", Duration.ofMinutes(10), "payments_reader");
        world.pass(Duration.ofMinutes(5));
        Terms extension = active("alice", Duration.ofMinutes(10), "payments_reader", "payments_writer");
        world.pass(Duration.ofMinutes(5));
        world.settle("db");
        assertThat(world.grant(first.request())).isInstanceOf(Grant.Revoked.class);
        assertThat(fake.given("alice")).containsExactly("payments_reader", "payments_writer");
        assertThat(world.store()
                        .jdbc()
                        .sql("SELECT detail FROM announced WHERE request = ? AND type = 'Revoked'")
                        .param(first.request().text())
                        .query(String.class)
                        .single())
                .contains("keptFor=[" + extension.request() + "]");
        world.pass(Duration.ofMinutes(5));
        world.settle("db");
        assertThat(fake.given("alice")).isEmpty();
    }

    @Test
    void anEndAndAStartInTheSameInstantLeaveTheNewOne() {
        Terms ending = active("alice", Duration.ofMinutes(10), "payments_reader");
        clock.advance(Duration.ofMinutes(10));
        Terms starting = Samples.terms(clock.instant()).build();
        world.order(starting);
        world.sweep();
        world.settle("db");
        assertThat(world.grant(ending.request())).isInstanceOf(Grant.Revoked.class);
        assertThat(world.grant(starting.request())).isInstanceOf(Grant.Active.class);
        assertThat(fake.given("alice")).containsExactly("payments_reader");
    }

    @Test
    void theEventsOfAGrantPointToWhatCausedThem() {
        Terms terms = active("alice", Duration.ofSeconds(10), "payments_reader");
        world.pass(Duration.ofSeconds(10));
        world.settle("db");
        assertThat(world.store()
                        .jdbc()
                        .sql("""
                        SELECT count(*) FROM announced a
                         WHERE request = ? AND causation_id = (
                               SELECT event_id FROM announced b WHERE b.request = a.request AND b.at < a.at
                                ORDER BY at DESC LIMIT 1)
                        """)
                        .param(terms.request().text())
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void aClockThatWasSeenIsKeptForThoseWhoComeLater() {
        Instant ahead = world.store().clock().read().plus(Duration.ofHours(2));
        world.store().clock().keep(ahead);
        assertThat(world.store().clock().read()).isEqualTo(ahead);
        world.store().jdbc().sql("UPDATE clock SET seen_at = now()").update();
    }
}
