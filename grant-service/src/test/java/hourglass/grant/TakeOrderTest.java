package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What an order may begin, and everything that speaks against it.
class TakeOrderTest {
    private static @Nullable DataSource database;

    private final MovableClock clock = new MovableClock();
    private final Instant now = clock.instant();
    private final Terms terms = Samples.terms(now).build();
    private final World world =
            new World(Objects.requireNonNull(database), clock, Map.of("db", new FakeTarget(Set.of("payments_reader"))));

    @BeforeAll
    static void start() {
        database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
    }

    private Grant take(Order order, Terms allowed) {
        return world.order(order, allowed).orElseThrow();
    }

    private static void isFailed(Grant grant, Reason reason, String detail) {
        assertThat(grant).isInstanceOfSatisfying(Grant.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.detail()).contains(detail);
        });
    }

    @Test
    void beginsWhatPolicyAllowed() {
        assertThat(take(Samples.order(terms, now), terms)).isEqualTo(new Grant.Provisioning(terms, now));
    }

    @Test
    void beginsNothingWithoutAGoodAllowance() {
        isFailed(world.unsigned(Samples.order(terms, now)).orElseThrow(), Reason.BAD_ALLOWANCE, "Nobody signed it.");
    }

    enum Field {
        REQUEST,
        DIGEST,
        DECISION,
        PERSON,
        RESOURCE,
        ROLE,
        GRANTED,
        NOT_AFTER,
        START_BY
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnOrderThatSaysSomethingElseThanItsAllowance(Field field) {
        Order order = new Order(
                field == Field.REQUEST ? new RequestId(UUID.randomUUID().toString()) : terms.request(),
                field == Field.DIGEST ? "0".repeat(64) : terms.digest(),
                field == Field.DECISION ? UUID.randomUUID() : terms.decisionId(),
                field == Field.PERSON ? "mallory" : terms.person(),
                field == Field.RESOURCE ? "ledger" : terms.resource(),
                field == Field.ROLE ? "owner" : terms.role(),
                field == Field.GRANTED ? terms.granted().plusSeconds(1) : terms.granted(),
                field == Field.NOT_AFTER ? now.plusSeconds(900) : terms.notAfter(),
                field == Field.START_BY ? terms.startBy().plusSeconds(1) : terms.startBy(),
                now,
                "jws");
        isFailed(take(order, terms), Reason.BAD_ALLOWANCE, "name a different");
    }

    @Test
    void refusesAnOrderFromTheFuture() {
        Instant justTooFar = now.plus(TakeOrder.AHEAD).plusNanos(1_000);
        isFailed(take(Samples.order(terms, justTooFar), terms), Reason.REFUSED, "Check both clocks.");
        Terms other = Samples.terms(now).build();
        assertThat(take(Samples.order(other, now.plus(TakeOrder.AHEAD)), other)).isInstanceOf(Grant.Provisioning.class);
    }

    @Test
    void beginsNothingAtOrAfterStartBy() {
        clock.advance(Duration.ofMinutes(3));
        isFailed(take(Samples.order(terms, now), terms), Reason.TOO_LATE, "had to begin before");
    }

    @Test
    void beginsNothingAfterTheCalendarClosed() {
        Terms closed = Samples.terms(now).notAfter(now).build();
        isFailed(take(Samples.order(closed, now), closed), Reason.TOO_LATE, "");
    }

    @Test
    void knowsOnlyItsOwnTargets() {
        Terms elsewhere = Samples.terms(now).account("mainframe", "alice").build();
        isFailed(take(Samples.order(elsewhere, now), elsewhere), Reason.UNKNOWN_TARGET, "hourglass.grant.targets");
    }

    @Test
    void refusesAnObligationThatTheTargetCanNotMeet() {
        Terms strict = Samples.terms(now).obligation("two-cameras").build();
        isFailed(take(Samples.order(strict, now), strict), Reason.OBLIGATION, "two-cameras");
    }
}
