package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.grant.RefusedAttempts.Attempt;
import hourglass.grant.RefusedAttempts.Told;
import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What signed-in people tried and may not, counted in the real store.
class RefusedAttemptsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static @Nullable DataSource database;

    private final MovableClock clock = new MovableClock();
    private final List<Told> told = new ArrayList<>();
    private final RefusedAttempts attempts =
            new TestStore(Objects.requireNonNull(database), clock).attempts(this::hear);
    private final String person = "p-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
    }

    /// Other tests' people are in the same store.
    private void hear(Told one) {
        if (one.attempt().who().id().endsWith(person)) {
            told.add(one);
        }
    }

    private void attempt(String action, @Nullable String subject) {
        Actor.Person who = new Actor.Person(person, "local", "s", "CLI");
        attempts.remember(new Attempt(who, action, "not-allowed", "/problems/not-allowed", subject));
    }

    private void aMinutePasses() {
        clock.advance(MINUTE);
        attempts.tellRepeats();
    }

    @Test
    void theFirstIsToldAtOnceAndRepeatsAreCountedIntoOneAMinute() {
        for (int i = 0; i < 5; i++) {
            attempt("close", "r1");
        }
        assertThat(told).singleElement().satisfies(first -> {
            assertThat(first.count()).isEqualTo(1);
            assertThat(first.sequence()).isEqualTo(1);
            assertThat(first.attempt().subject()).isEqualTo("r1");
        });
        clock.advance(MINUTE.minusMillis(1));
        attempts.tellRepeats();
        assertThat(told).as("its minute is not over").hasSize(1);

        clock.advance(Duration.ofMillis(1));
        attempts.tellRepeats();
        assertThat(told).hasSize(2).last().satisfies(repeats -> {
            assertThat(repeats.count()).isEqualTo(4);
            assertThat(repeats.sequence()).isEqualTo(2);
            assertThat(repeats.attempt().who()).isEqualTo(new Actor.Person(person, "local", "s", "CLI"));
        });

        aMinutePasses();
        assertThat(told).as("nothing was tried again").hasSize(2);
        attempt("close", "r1");
        assertThat(told).as("it is a first one again").hasSize(3);
    }

    @Test
    void nobodyFillsTheLogAndNoCountIsLost() {
        int tried = 0;
        for (int minute = 0; minute < 4; minute++) {
            int before = told.size();
            for (int i = 0; i < 150; i++) {
                attempt("close", "r" + (minute % 2) + i);
                attempt("close", "r" + (minute % 2) + i);
                tried += 2;
            }
            attempts.tellRepeats();
            assertThat(told.size() - before).as("records in minute " + minute).isBetween(1, RefusedAttempts.MOST);
            clock.advance(MINUTE);
        }
        for (int minute = 0; minute < 4; minute++) {
            int before = told.size();
            attempts.tellRepeats();
            assertThat(told.size() - before).isLessThanOrEqualTo(RefusedAttempts.MOST);
            clock.advance(MINUTE);
        }
        assertThat(told.stream().mapToInt(Told::count).sum()).isEqualTo(tried);
        assertThat(told.stream().map(Told::sequence)).doesNotHaveDuplicates().hasSize(told.size());
        assertThat(told.getLast().sequence()).isEqualTo(told.size());
    }

    @Test
    void onePersonsAttemptsTakeNobodyElsesPlace() {
        for (int i = 0; i < 100; i++) {
            attempt("close", "r" + i);
        }
        int before = told.size();
        Actor.Person other = new Actor.Person("other-" + person, null, null, "API");
        attempts.remember(new Attempt(other, "GET /v1/grants/{id}", "not-found", "/problems/not-found", null));
        assertThat(told).hasSize(before + 1);
        assertThat(told.getLast().sequence()).isEqualTo(1);
    }
}
