package hourglass.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Whole lives of requests through the stack.
final class Lives {
    private final World world;

    Lives(World world) {
        this.world = world;
    }

    /// One after another: from the submission to the requester seeing ACTIVE.
    Samples submitToActive(int rounds) {
        Samples samples = new Samples();
        for (int i = 0; i < rounds; i++) {
            Person person = world.person(i);
            long start = System.nanoTime();
            String id = person.submit(World.RESOURCE, World.ROLE, Duration.ofSeconds(1));
            person.await(id, "ACTIVE");
            samples.add(Samples.since(start));
        }
        return samples;
    }

    /// What a load came to.
    ///
    /// @param finished requests that ended
    /// @param elapsed wall time from the first submission to the last end
    /// @param cpu of all processes of the stack in that time
    record Load(int finished, Duration elapsed, Duration cpu) {
        double perSecond() {
            return finished / (elapsed.toNanos() / 1e9);
        }

        double cpuMillisEach() {
            return cpu.toNanos() / 1e6 / finished;
        }
    }

    /// As many at once as asked for, until the time is over; every life is waited for to its end.
    Load closedLoop(int atOnce, Duration time) {
        return load(new Semaphore(atOnce), time, 0);
    }

    /// Submissions at a fixed rate, whatever becomes of those before.
    Load openLoop(int perSecond, Duration time) {
        return load(new Semaphore(10_000), time, TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    private Load load(Semaphore free, Duration time, long intervalNanos) {
        List<Future<?>> lives = new ArrayList<>();
        Duration cpuBefore = world.cpu();
        long start = System.nanoTime();
        long next = start;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; System.nanoTime() - start < time.toNanos(); i++) {
                free.acquireUninterruptibly();
                Person person = world.person(i);
                lives.add(threads.submit(() -> {
                    try {
                        person.await(person.submit(World.RESOURCE, World.ROLE, Duration.ofSeconds(1)), "ENDED");
                    } finally {
                        free.release();
                    }
                }));
                next += intervalNanos;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
        Load load = new Load(
                lives.size(),
                Duration.ofNanos(Samples.since(start)),
                world.cpu().minus(cpuBefore));
        lives.forEach(Lives::check);
        return load;
    }

    private static void check(Future<?> life) {
        if (life.state() != Future.State.SUCCESS) {
            throw new IllegalStateException("A life failed, so the figures would lie", life.exceptionNow());
        }
    }
}
