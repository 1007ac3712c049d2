package hourglass.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Bell bell = new Bell();
    private final AtomicInteger steps = new AtomicInteger();

    @Test
    void doesAtOnceWhatRingsWhileItRests() {
        Duration rest = Duration.ofMillis(100);
        try (Worker worker = worker(LONG, rest)) {
            long begun = System.nanoTime();
            worker.start();
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                bell.ring();
                return steps.get() >= 5;
            });
            // The first comes by itself and the second with the first ring; each further one has a rest before it.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(rest.multipliedBy(3));
        }
    }

    @Test
    void doesNotForgetWhatRangWhileItRested() {
        try (Worker worker = worker(LONG, Duration.ofMillis(300))) {
            worker.start();
            for (int rings = 1; rings <= 3; rings++) {
                int before = rings;
                await().until(() -> steps.get() == before);
                bell.ring();
            }
            await().until(() -> steps.get() == 4);
        }
    }

    @Test
    void restsOnlyAfterARing() {
        try (Worker worker = worker(Duration.ofMillis(10), LONG)) {
            worker.start();
            // Nobody rang: it looks by itself, and a rest would last for an hour.
            await().until(() -> steps.get() >= 3);
        }
    }

    @Test
    void endsWhileItRests() {
        Worker worker = worker(LONG, LONG);
        bell.ring();
        worker.start();
        await().until(() -> steps.get() == 2);
        worker.close();
        assertThat(worker.isAlive()).isFalse();
    }

    private Worker worker(Duration atLeastEvery, Duration rest) {
        Worker.Step step = new Worker.Step() {
            @Override
            public boolean run() {
                steps.incrementAndGet();
                return false;
            }

            @Override
            public void letGo() {
                // Nothing is held.
            }
        };
        return new Worker("worker", step, bell, atLeastEvery, rest);
    }
}
