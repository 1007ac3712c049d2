package hourglass.grant;

import hourglass.grant.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/// grant-service without Kafka, HTTP and threads of its own: a test takes orders, moves the clock, and works off what
/// is due. Store and targets are real.
public final class World {
    private final MovableClock clock;
    private final TestStore store;
    private final Targets targets;
    private final Map<String, Terms> allowed = new HashMap<>();
    private final TakeOrder takeOrder;
    private final EndAccess endAccess;
    private final Converge converge;
    private long sequence;

    public World(DataSource database, MovableClock clock, Map<String, Target> targets) {
        this(database, clock, targets, _ -> (_, _) -> {});
    }

    /// One that tells how late its removals are.
    public World(
            DataSource database,
            MovableClock clock,
            Map<String, Target> targets,
            Function<TestStore, Lateness> lateness) {
        this.clock = clock;
        this.store = new TestStore(database, clock);
        this.targets = new Targets(targets);
        this.takeOrder = new TakeOrder(store.grants(), this::allowance, this.targets, clock);
        this.endAccess = new EndAccess(store.grants(), clock);
        this.converge = new Converge(store.claims(), this.targets, lateness.apply(store), clock);
    }

    private Allowances.Verdict allowance(String text) {
        Terms terms = allowed.get(text);
        return terms == null ? new Allowances.Verdict.Bad("Nobody signed it.") : new Allowances.Verdict.Good(terms);
    }

    public TestStore store() {
        return store;
    }

    public MovableClock clock() {
        return clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public Optional<Grant> order(Terms terms) {
        return order(Samples.order(terms, now()), terms);
    }

    /// An order whose allowance says `terms`.
    public Optional<Grant> order(Order order, Terms terms) {
        allowed.put(order.allowance(), terms);
        return takeOrder.take(order, cause());
    }

    /// An order whose allowance nobody signed.
    public Optional<Grant> unsigned(Order order) {
        return takeOrder.take(order, cause());
    }

    public Optional<Grant> end(RequestId request, Reason reason) {
        return endAccess.requested(request, reason, "", cause());
    }

    public EndAccess endAccess() {
        return endAccess;
    }

    private Cause cause() {
        return new Cause(new Actor.Service(), new UUID(1, ++sequence), sequence);
    }

    /// One round on the most urgent account.
    public Optional<Answer> round(String target) {
        return converge.next(target);
    }

    /// Works until nothing is due any more.
    public void settle(String target) {
        for (int round = 0; round < 100; round++) {
            Optional<Answer> answer = round(target);
            if (answer.isEmpty()) {
                return;
            }
            if (answer.get() instanceof Answer.NoAnswer(String error)) {
                throw new AssertionError("Target " + target + " didn't answer: " + error);
            }
        }
        throw new AssertionError("Target " + target + " is still not settled after 100 rounds.");
    }

    /// Lets time pass and does what time alone asks for.
    public void pass(Duration time) {
        clock.advance(time);
        sweep();
    }

    public void sweep() {
        store.sweeps().expire(now(), 2_000);
        store.sweeps().tooLate(now(), 500);
        store.sweeps().overdue(now(), 500);
    }

    public Grant grant(RequestId request) {
        return store.grants().find(request).orElseThrow().grant();
    }
}
