package hourglass.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hourglass.grant.store.TestStore;
import hourglass.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Grants that are begun and ended in one transaction.
class TogetherTest {
    private static @Nullable DataSource database;

    private final World world = newWorld();

    private static World newWorld() {
        return new World(
                Objects.requireNonNull(database),
                new MovableClock(),
                Map.of("db", new FakeTarget(Set.of("payments_reader"))));
    }

    @BeforeAll
    static void start() {
        database = TestStore.source(TestPostgres.database());
        TestStore.migrate(database);
    }

    private void together(List<Terms> terms, Runnable work) {
        together(world, terms, work);
    }

    private static void together(World world, List<Terms> terms, Runnable work) {
        world.store().grants().together(terms.stream().map(Terms::request).toList(), work);
    }

    private List<Terms> some(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> Samples.terms(world.now())
                        .account("db", i % 2 == 0 ? "alice" : "bob")
                        .build())
                .toList();
    }

    @Test
    void beginsEachAndMarksEachAccountAsOftenAsItMust() {
        List<Terms> five = some(5);
        long alice = marks("alice");
        long bob = marks("bob");

        together(five, () -> five.forEach(world::order));

        assertThat(five).allSatisfy(terms -> {
            assertThat(world.grant(terms.request())).isInstanceOf(Grant.Provisioning.class);
            assertThat(world.store().told(terms.request().text())).containsExactly("Started");
        });
        assertThat(marks("alice")).isEqualTo(alice + 3);
        assertThat(marks("bob")).isEqualTo(bob + 2);
        world.settle("db");
        assertThat(five)
                .allSatisfy(terms -> assertThat(world.grant(terms.request())).isInstanceOf(Grant.Active.class));
    }

    @Test
    void beginsAndEndsOneAsInTwoTransactions() {
        List<Terms> two = some(2);
        Terms joint = two.getFirst();
        Terms apart = two.getLast();

        together(List.of(joint), () -> {
            world.order(joint);
            world.end(joint.request(), Reason.REQUESTER);
        });
        world.order(apart);
        world.end(apart.request(), Reason.REQUESTER);

        assertThat(world.grant(joint.request()).getClass())
                .isEqualTo(world.grant(apart.request()).getClass());
        assertThat(told(joint)).isEqualTo(told(apart)).isNotEmpty();
    }

    @Test
    void aRepeatInTheSameTransactionChangesNothing() {
        Terms terms = some(1).getFirst();
        Order order = Samples.order(terms, world.now());

        together(List.of(terms), () -> {
            assertThat(world.order(order, terms)).isPresent();
            assertThat(world.order(order, terms)).isEmpty();
        });

        assertThat(world.store().told(terms.request().text())).containsExactly("Started");
    }

    @Test
    void beginsNoneWhenOneOfThemFails() {
        List<Terms> two = some(2);

        assertThatThrownBy(() -> together(two, () -> {
                    world.order(two.getFirst());
                    throw new IllegalStateException("the other one fails");
                }))
                .hasMessage("the other one fails");

        assertThat(world.store().grants().find(two.getFirst().request())).isEmpty();
        assertThat(world.store().told(two.getFirst().request().text())).isEmpty();
    }

    /// Each begins and ends its first grant, which has to be read again in between, before it marks the other
    /// accounts.
    @Test
    void nobodyWaitsInACircleWhateverOrderTheyComeIn() throws Exception {
        List<String> accounts = List.of("amy", "ben", "cat", "dan");
        accounts.forEach(account ->
                world.order(Samples.terms(world.now()).account("db", account).build()));
        List<Callable<Void>> crowd = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            List<String> order = thread % 2 == 0 ? accounts : accounts.reversed();
            World own = newWorld();
            crowd.add(() -> {
                for (int round = 0; round < 30; round++) {
                    List<Terms> grants = order.stream()
                            .map(account -> Samples.terms(own.now())
                                    .account("db", account)
                                    .build())
                            .toList();
                    together(own, grants, () -> {
                        own.order(grants.getFirst());
                        own.end(grants.getFirst().request(), Reason.REQUESTER);
                        grants.stream().skip(1).forEach(own::order);
                    });
                }
                return null;
            });
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(crowd.size())) {
            for (Future<Void> done : threads.invokeAll(crowd)) {
                done.get(); // a deadlock would end one of them
            }
        }
    }

    private List<TestStore.Announced> told(Terms terms) {
        return world.store().announced().stream()
                .filter(event -> event.request().equals(terms.request().text()))
                .map(event -> new TestStore.Announced("", event.expiry(), event.sequence(), event.type()))
                .toList();
    }

    private long marks(String account) {
        return world.store()
                .jdbc()
                .sql("SELECT coalesce(max(marks), 0) FROM accounts WHERE account = ?")
                .param(account)
                .query(Long.class)
                .single();
    }
}
