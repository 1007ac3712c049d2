package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Claims in the real store, and what keeps two instances apart.
class ClaimsTest {
    private static @Nullable DataSource database;

    private final FakeTarget fake = new FakeTarget(Set.of("payments_reader", "payments_writer"));
    private final MovableClock clock = new MovableClock();
    private final World here = new World(database(), clock, Map.of("db", fake));
    private final World there = new World(database(), clock, Map.of("db", fake));

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
        here.store()
                .jdbc()
                .sql("TRUNCATE grants, accounts, announced, catalog_resource CASCADE")
                .update();
    }

    private Terms ordered(String account) {
        Terms terms = Samples.terms(clock.instant()).account("db", account).build();
        here.order(terms);
        return terms;
    }

    private Claim taken(World world) {
        return world.store().claims().take("db", clock.instant()).orElseThrow();
    }

    @Test
    void anAccountIsClaimedOnce() {
        ordered("alice");
        taken(here);
        assertThat(there.store().claims().take("db", clock.instant())).isEmpty();
    }

    @Test
    void aClaimKnowsTheAccountsStandingAccessOnThatTarget() {
        here.store()
                .standingAccess()
                .replace(
                        "payments-db",
                        1,
                        List.of(
                                holder("db", "alice", "payments_reader"),
                                holder("db", "bob", "payments_writer"),
                                holder("elsewhere", "alice", "payments_debugger")));
        here.store().standingAccess().replace("ledger", 1, List.of(holder("db", "alice", "ledger_reader")));
        ordered("alice");
        assertThat(taken(here).standing()).containsExactlyInAnyOrder("payments_reader", "ledger_reader");
    }

    private static StandingAccess.Holder holder(String target, String account, String entitlement) {
        return new StandingAccess.Holder(new Account(target, account), entitlement);
    }

    @Test
    void aClaimThatRanOutGoesToSomebodyElseWithALargerFence() {
        ordered("alice");
        Claim first = taken(here);
        clock.advance(Claims.LENGTH);
        Claim second = taken(there);
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(here.store().claims().settle(first, clock.instant(), _ -> new Settlement(List.of(), null)))
                .as("the first may still store its result")
                .isEmpty();
        assertThat(there.store().claims().settle(second, clock.instant(), _ -> new Settlement(List.of(), null)))
                .isPresent();
    }

    @Test
    void whatAStaleClaimSawIsNotStored() {
        Terms terms = ordered("alice");
        Claim stale = taken(here);
        Reading reading = ((Answer.Applied) fake.apply(stale.wanted())).reading();
        clock.advance(Claims.LENGTH);
        taken(there);
        assertThat(here.store()
                        .claims()
                        .settle(stale, clock.instant(), now -> Settlement.of(stale, now, reading, clock.instant())))
                .isEmpty();
        assertThat(here.grant(terms.request())).isInstanceOf(Grant.Provisioning.class);
        assertThat(here.store().told(terms.request().text())).containsExactly("Started");
    }

    @Test
    void aPausedInstanceCanNotGiveBackWhatWasTakenAway() {
        Terms terms = ordered("alice");
        Claim paused = taken(here);
        here.end(terms.request(), Reason.OWNER);
        clock.advance(Claims.LENGTH);
        there.settle("db");
        assertThat(there.grant(terms.request())).isInstanceOf(Grant.Failed.class);
        // The pause is over: the target has obeyed a newer fence.
        assertThat(fake.apply(paused.wanted())).isInstanceOf(Answer.Fenced.class);
        assertThat(fake.given("alice")).isEmpty();
    }

    @Test
    void aTargetThatHasSeenNewerFencesIsOvertakenByWhoeverHoldsTheClaim() {
        Terms terms = ordered("alice");
        fake.apply(new Wanted("alice", 4_711, new TreeSet<>(), new TreeSet<>()));
        here.settle("db");
        assertThat(here.grant(terms.request())).isInstanceOf(Grant.Active.class);
    }

    @Test
    void removalsComeFirstAndThenTheOldest() {
        ordered("first");
        clock.advance(Duration.ofSeconds(1));
        ordered("second");
        Terms third = ordered("third");
        here.end(third.request(), Reason.OWNER);
        assertThat(taken(here).account().name()).isEqualTo("third");
        assertThat(taken(here).account().name()).isEqualTo("first");
        assertThat(taken(here).account().name()).isEqualTo("second");
    }

    @Test
    void whatIsMarkedWhileAClaimWorksIsDoneInAnotherRound() {
        Terms first = ordered("alice");
        Claim claim = taken(here);
        Terms second =
                Samples.terms(clock.instant()).entitlements("payments_writer").build();
        here.order(second);
        Reading reading = ((Answer.Applied) fake.apply(claim.wanted())).reading();
        here.store()
                .claims()
                .settle(claim, clock.instant(), now -> Settlement.of(claim, now, reading, clock.instant()));
        assertThat(here.grant(first.request())).isInstanceOf(Grant.Active.class);
        assertThat(here.grant(second.request())).isInstanceOf(Grant.Provisioning.class);
        here.settle("db");
        assertThat(here.grant(second.request())).isInstanceOf(Grant.Active.class);
    }

    @Test
    void aClaimSeesWhatWasCommittedBeforeItHeldItsAccount() throws Exception {
        ordered("alice");
        // Whoever takes a claim stops in the midst of its first statement, until this lock is free.
        run("CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN new; END'");
        run("CREATE TRIGGER stop BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION stop()");
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection holder = database().getConnection();
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(4711)");
            Future<Claim> claim = thread.submit(() -> taken(there));
            await().until(() -> here.store()
                    .jdbc()
                    .sql("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                    .query(Boolean.class)
                    .single());
            here.store().standingAccess().replace("payments-db", 1, List.of(holder("db", "alice", "payments_reader")));
            lock.execute("SELECT pg_advisory_unlock(4711)");
            assertThat(claim.get().standing()).containsExactly("payments_reader");
        } finally {
            run("DROP TRIGGER stop ON accounts");
            run("DROP FUNCTION stop");
        }
    }

    private void run(String sql) {
        here.store().jdbc().sql(sql).update();
    }

    @Test
    void failedAttemptsWaitLongerAndLongerAndANewReasonDoesNotWait() {
        Terms terms = ordered("alice");
        here.settle("db");
        fake.silent(true);
        here.end(terms.request(), Reason.OWNER);
        assertThat(here.round("db")).containsInstanceOf(Answer.NoAnswer.class);
        assertThat(here.round("db")).as("it waits").isEmpty();
        for (int failures = 1; failures < 12; failures++) {
            clock.advance(Duration.ofSeconds(60));
            assertThat(here.round("db")).containsInstanceOf(Answer.NoAnswer.class);
        }
        here.sweep();
        assertThat(here.grant(terms.request())).isInstanceOf(Grant.Overdue.class);
        assertThat(here.store().told(terms.request().text()))
                .containsExactly("Started", "Activated", "Ending", "RevocationOverdue");
        fake.silent(false);
        assertThat(here.round("db")).as("it still waits").isEmpty();
        Grant.Unfinished overdue = (Grant.Unfinished) here.grant(terms.request());
        here.store().claims().hurry(overdue, clock.instant());
        here.settle("db");
        assertThat(here.grant(terms.request())).isInstanceOf(Grant.Revoked.class);
    }

    @Test
    void aLostAnswerIsAskedForAgain() {
        fake.unheard(true);
        Terms terms = ordered("alice");
        assertThat(here.round("db")).containsInstanceOf(Answer.NoAnswer.class);
        assertThat(fake.given("alice")).containsExactly("payments_reader");
        assertThat(here.grant(terms.request())).isInstanceOf(Grant.Provisioning.class);
        fake.unheard(false);
        clock.advance(Duration.ofSeconds(2));
        here.settle("db");
        assertThat(here.store().told(terms.request().text())).containsExactly("Started", "Activated");
    }

    @Test
    void aRoundThatFailsKeepsItsAccountFromNobody() {
        fake.broken(true);
        Terms terms = ordered("alice");
        assertThatThrownBy(() -> here.round("db")).hasMessage("a fault of its own");
        fake.broken(false);
        clock.advance(Duration.ofSeconds(2));
        here.settle("db");
        assertThat(here.store().told(terms.request().text())).containsExactly("Started", "Activated");
    }

    @Test
    void twoInstancesShareTheWork() throws Exception {
        Set<String> requests = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            requests.add(ordered("account" + i).request().text());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> running = new ArrayList<>();
            for (World world : List.of(here, there, here, there, here, there)) {
                running.add(threads.submit(() -> world.settle("db")));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        for (String request : requests) {
            assertThat(here.store().told(request)).containsExactly("Started", "Activated");
        }
    }
}
