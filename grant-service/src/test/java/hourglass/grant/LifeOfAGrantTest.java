package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.store.TestStore;
import hourglass.grant.targets.TestTarget;
import hourglass.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifeOfAGrantTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private static @Nullable DataSource database;

    private final World world =
            new World(Objects.requireNonNull(database), new MovableClock(), Map.of("db", server().adapter()));

    private static TestTarget server() {
        return TestTarget.shared();
    }

    @BeforeAll
    static void start() {
        database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
    }

    @BeforeEach
    @AfterEach
    void nothingIsLeft() throws SQLException {
        assertThat(server().given("alice")).isEmpty();
        assertThat(server().given("bob")).isEmpty();
    }

    @Test
    void givesAccessAndTakesItAwayOnTime() throws SQLException {
        Terms terms = Samples.terms(world.now()).granted(TEN_MINUTES).build();
        assertThat(world.order(terms)).containsInstanceOf(Grant.Provisioning.class);
        world.settle("db");
        assertThat(world.grant(terms.request()))
                .isEqualTo(new Grant.Active(
                        terms,
                        world.now(),
                        new Activation(world.now(), world.now().plus(TEN_MINUTES))));
        assertThat(server().given("alice")).containsExactly("payments_reader");
        try (Connection session = server().session("alice");
                Connection ofSomebodyElse = server().session("bob")) {
            assertThat(TestTarget.reads(session)).isTrue();
            world.pass(TEN_MINUTES);
            assertThat(world.grant(terms.request())).isInstanceOf(Grant.Revoking.class);
            world.settle("db");
            assertThat(TestTarget.reads(session)).isFalse();
            assertThat(session.isValid(1)).as("the session was ended").isFalse();
            assertThat(ofSomebodyElse.isValid(1)).isTrue();
        }
        assertThat(world.grant(terms.request())).isInstanceOf(Grant.Revoked.class);
        assertThat(world.store().told(terms.request().text()))
                .containsExactly("Started", "Activated", "Expired", "Revoked");
    }

    @Test
    void whatThisServiceDoesByItselfLeavesTheNewestRequestRecordAsItWas() {
        Terms terms = Samples.terms(world.now()).granted(TEN_MINUTES).build();
        world.order(terms);
        long ordered = requestsSequence(terms);
        world.settle("db");
        assertThat(requestsSequence(terms)).isEqualTo(ordered).isPositive();
        world.pass(TEN_MINUTES);
        world.settle("db");
        assertThat(requestsSequence(terms)).isEqualTo(ordered);
    }

    private long requestsSequence(Terms terms) {
        return world.store().grants().find(terms.request()).orElseThrow().requestsSequence();
    }

    @Test
    void endsEarlyWhenAsked() {
        Terms terms = Samples.terms(world.now()).build();
        world.order(terms);
        world.settle("db");
        assertThat(world.end(terms.request(), Reason.REQUESTER)).containsInstanceOf(Grant.Revoking.class);
        world.settle("db");
        assertThat(world.store().told(terms.request().text()))
                .containsExactly("Started", "Activated", "Ending", "Revoked");
    }

    @Test
    void anEndBeforeItsOrderLeavesAFailedGrantBehind() {
        Terms terms = Samples.terms(world.now()).build();
        world.end(terms.request(), Reason.REQUESTER);
        assertThat(world.order(terms)).isEmpty();
        world.settle("db");
        assertThat(world.grant(terms.request())).isInstanceOf(Grant.Failed.class);
        assertThat(world.store().told(terms.request().text())).containsExactly("Failed");
    }

    @Test
    void aRepeatedOrderOrEndChangesNothing() {
        Terms terms = Samples.terms(world.now()).build();
        Order order = Samples.order(terms, world.now());
        world.order(order, terms);
        world.settle("db");
        assertThat(world.order(order, terms)).isEmpty();
        world.end(terms.request(), Reason.OWNER);
        world.settle("db");
        assertThat(world.end(terms.request(), Reason.OWNER)).isEmpty();
        assertThat(world.order(order, terms)).isEmpty();
        world.settle("db");
        assertThat(world.store().told(terms.request().text()))
                .containsExactly("Started", "Activated", "Ending", "Revoked");
    }

    @Test
    void anEntitlementThatIsStuckHoldsUpOnlyTheGrantsThatNeedIt() throws SQLException {
        server().offer("stuck");
        Terms held = Samples.terms(world.now()).entitlements("stuck").build();
        Terms free = Samples.terms(world.now()).entitlements("payments_reader").build();
        world.order(held);
        world.order(free);
        world.settle("db");
        server().run("""
                SET allow_system_table_mods = on;
                UPDATE pg_auth_members SET admin_option = false
                 WHERE roleid = 'stuck'::regrole AND member = 'hourglass'::regrole""");
        world.end(held.request(), Reason.OWNER);
        world.end(free.request(), Reason.OWNER);
        Terms begun = Samples.terms(world.now()).entitlements("payments_writer").build();
        world.order(begun);
        world.settle("db");
        assertThat(world.grant(free.request())).isInstanceOf(Grant.Revoked.class);
        assertThat(world.grant(begun.request())).isInstanceOf(Grant.Active.class);
        assertThat(world.grant(held.request())).isInstanceOf(Grant.Revoking.class);
        assertThat(server().given("alice")).containsExactly("payments_writer", "stuck");
        server().run("GRANT stuck TO hourglass WITH ADMIN TRUE");
        world.end(begun.request(), Reason.OWNER);
        world.settle("db");
        assertThat(world.grant(held.request())).isInstanceOf(Grant.Revoked.class);
    }

    @Test
    void nothingIsActivatedAfterItsStartBy() {
        endsUnused(Samples.terms(world.now()).build(), Duration.ofMinutes(3));
    }

    @Test
    void nothingIsActivatedAfterTheCalendarClosed() {
        Instant closing = world.now().plus(Duration.ofMinutes(1));
        endsUnused(Samples.terms(world.now()).notAfter(closing).build(), Duration.ofMinutes(1));
    }

    private void endsUnused(Terms terms, Duration untilItIsTooLate) {
        world.order(terms);
        world.pass(untilItIsTooLate);
        assertThat(world.grant(terms.request())).isInstanceOf(Grant.Revoking.class);
        world.settle("db");
        assertThat(world.grant(terms.request()))
                .isInstanceOfSatisfying(
                        Grant.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.TOO_LATE));
        assertThat(world.store().told(terms.request().text())).containsExactly("Started", "Ending", "Failed");
    }

    @Test
    void whatTheTargetDoesNotHaveIsRefused() {
        Terms terms = Samples.terms(world.now()).entitlements("no_such_role").build();
        world.order(terms);
        world.settle("db");
        assertThat(world.grant(terms.request())).isInstanceOfSatisfying(Grant.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.REFUSED);
            assertThat(failed.detail()).isEqualTo("There is no role 'no_such_role'.");
        });
    }
}
