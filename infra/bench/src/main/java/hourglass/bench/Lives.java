package hourglass.bench;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Whole lives of requests through the stack.
final class Lives {
    /// A pace of submissions that leaves room for what is measured.
    private static final int SUBMITTED_A_SECOND = 15;

    private static final int AT_ONCE = 8;

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
            person.await(person.submit(World.RESOURCE, World.ROLE, Duration.ofSeconds(1)), "ACTIVE");
            samples.add(Samples.since(start));
        }
        return samples;
    }

    /// What a load came to.
    ///
    /// @param finished requests that ended
    /// @param elapsed wall time from the first submission to the last end
    /// @param cpu of each part of the stack in that time, by the part's name
    record Load(int finished, Duration elapsed, Map<String, Duration> cpu) {
        double perSecond() {
            return finished / (elapsed.toNanos() / 1e9);
        }

        double cpuMillisEach() {
            return cpuMillisByPart().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        }

        /// Most first.
        Map<String, Double> cpuMillisByPart() {
            return cpu.entrySet().stream()
                    .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                    .collect(toMap(
                            Map.Entry::getKey,
                            part -> part.getValue().toNanos() / 1e6 / finished,
                            (first, second) -> first,
                            LinkedHashMap::new));
        }
    }

    /// As many at once as asked for, until the time is over; every life is waited for to its end.
    Load closedLoop(int atOnce, Duration time) {
        return load(new Semaphore(atOnce), time);
    }

    /// Grants that end at a rate of their own: submitted early, each for as long as it takes to its turn.
    ///
    /// @param perSecond how many are due each second
    /// @param time how long that goes on
    void expiring(int perSecond, Duration time) {
        int all = perSecond * (int) time.toSeconds();
        Duration ahead = Duration.ofSeconds(all / SUBMITTED_A_SECOND + 10);
        long firstDue = System.nanoTime() + ahead.toNanos();
        Semaphore free = new Semaphore(AT_ONCE);
        List<Future<Person.Seen>> lives = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < all; i++) {
                long due = firstDue + TimeUnit.SECONDS.toNanos(i / perSecond);
                Person person = world.person(i);
                free.acquireUninterruptibly();
                lives.add(threads.submit(() -> {
                    try {
                        long left = TimeUnit.NANOSECONDS.toSeconds(due - System.nanoTime());
                        return person.submit(World.RESOURCE, World.ROLE, Duration.ofSeconds(Math.max(1, left)));
                    } finally {
                        free.release();
                    }
                }));
            }
        }
        for (int i = 0; i < all; i++) {
            check(lives.get(i));
            world.person(i).await(lives.get(i).resultNow(), "ENDED");
        }
    }

    private Load load(Semaphore free, Duration time) {
        List<Future<?>> lives = new ArrayList<>();
        Map<String, Duration> cpuBefore = world.cpu();
        long start = System.nanoTime();
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
            }
        }
        Duration elapsed = Duration.ofNanos(Samples.since(start));
        Map<String, Duration> cpu = world.cpu().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, part -> part.getValue().minus(cpuBefore.get(part.getKey()))));
        Load load = new Load(lives.size(), elapsed, cpu);
        lives.forEach(Lives::check);
        return load;
    }

    private static void check(Future<?> life) {
        if (life.state() != Future.State.SUCCESS) {
            throw new IllegalStateException("A life failed, so the figures would lie", life.exceptionNow());
        }
    }
}
