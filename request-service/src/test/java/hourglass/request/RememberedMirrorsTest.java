package hourglass.request;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.request.Catalog.Resource;
import hourglass.request.Catalog.Role;
import hourglass.request.Directory.Identity;
import hourglass.request.Directory.Person;
import hourglass.request.store.PostgresCatalog;
import hourglass.request.store.PostgresDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// Directory and catalog are remembered, but nobody acts on what was.
class RememberedMirrorsTest extends OverHttp {
    @Autowired
    TransactionTemplate transactions;

    private final String id = "kim-" + newKey();
    private final AtomicLong nanos = new AtomicLong();

    private Person kim(long serial, boolean active) {
        return new Person(
                new PersonId(id),
                serial,
                false,
                active,
                "Kim " + serial,
                null,
                null,
                null,
                List.of(new Identity("local", id + "-subject")),
                Set.of());
    }

    private static Resource resource(String id, long serial, boolean removed) {
        return new Resource(
                id,
                serial,
                removed,
                "database",
                "Title",
                "group:dba",
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(new Role("reader", "Reader", "Read rows.", "db", null, null, null, null)));
    }

    @Test
    void whoBecomesInactiveCannotActFromTheNextCallOn() {
        directory.mirror(kim(1, true), UUID.randomUUID());
        assertThat(submit(id, newKey(), form()).status()).isEqualTo(201);

        directory.mirror(kim(2, false), UUID.randomUUID());

        assertThat(submit(id, newKey(), form()).status()).isEqualTo(403);
        assertThat(get(id, "/v1/me").status()).isEqualTo(403);
    }

    @Test
    void seesAtOnceWhatThisInstanceMirrored() {
        Directory people = new PostgresDirectory(jdbc, transactions, nanos::get);
        Catalog resources = new PostgresCatalog(jdbc, nanos::get);
        people.mirror(kim(1, true), UUID.randomUUID());
        resources.mirror(resource(id, 1, false), UUID.randomUUID());
        assertThat(active(people)).isTrue();
        assertThat(resources.find(id)).isNotNull();

        people.mirror(kim(2, false), UUID.randomUUID());
        resources.mirror(resource(id, 2, true), UUID.randomUUID());

        assertThat(active(people)).isFalse();
        assertThat(resources.find(id)).isNull();
    }

    @Test
    void seesAFifthOfASecondLaterWhatAnotherInstanceMirrored() {
        Directory here = new PostgresDirectory(jdbc, transactions, nanos::get);
        Directory other = new PostgresDirectory(jdbc, transactions, System::nanoTime);
        other.mirror(kim(1, true), UUID.randomUUID());
        assertThat(active(here)).isTrue();

        other.mirror(kim(2, false), UUID.randomUUID());
        nanos.addAndGet(Duration.ofMillis(200).toNanos());

        assertThat(active(here)).isFalse();
        assertThat(here.byIdentity("local", id + "-subject"))
                .extracting(Person::active)
                .isEqualTo(false);
    }

    @Test
    void seesAFifthOfASecondLaterWhatIsNoLongerInTheCatalog() {
        Catalog here = new PostgresCatalog(jdbc, nanos::get);
        Catalog other = new PostgresCatalog(jdbc, System::nanoTime);
        other.mirror(resource(id, 1, false), UUID.randomUUID());
        assertThat(here.find(id)).isNotNull();

        other.mirror(resource(id, 2, true), UUID.randomUUID());
        nanos.addAndGet(Duration.ofMillis(200).toNanos());

        assertThat(here.find(id)).isNull();
    }

    @Test
    void seesWhatSomebodyChangedByHand() {
        Directory here = new PostgresDirectory(jdbc, transactions, nanos::get);
        here.mirror(kim(1, true), UUID.randomUUID());
        assertThat(active(here)).isTrue();

        jdbc.sql("UPDATE person SET active = false WHERE id = ?").param(id).update();
        nanos.addAndGet(Duration.ofMillis(200).toNanos());

        assertThat(active(here)).isFalse();
    }

    @Test
    void seesThatSomebodyTookAnIdentityAwayByHand() {
        Directory here = new PostgresDirectory(jdbc, transactions, nanos::get);
        here.mirror(kim(1, true), UUID.randomUUID());
        assertThat(here.byIdentity("local", id + "-subject")).isNotNull();

        jdbc.sql("DELETE FROM identity WHERE person = ?").param(id).update();
        nanos.addAndGet(Duration.ofMillis(200).toNanos());

        assertThat(here.byIdentity("local", id + "-subject")).isNull();
    }

    @Test
    void readsNothingWhileItBelievesWhatItRemembers() {
        Directory here = new PostgresDirectory(jdbc, transactions, nanos::get);
        here.mirror(kim(1, true), UUID.randomUUID());

        assertThat(here.find(new PersonId(id))).isNotNull().isSameAs(here.find(new PersonId(id)));
    }

    private boolean active(Directory directory) {
        return Objects.requireNonNull(directory.find(new PersonId(id))).active();
    }
}
