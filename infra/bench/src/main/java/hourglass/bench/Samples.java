package hourglass.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Measured times. Safe for use by several threads.
final class Samples {
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    void add(long nanos) {
        this.nanos.add(nanos);
    }

    int size() {
        return nanos.size();
    }

    /// The value that the share `p` of all samples does not exceed, in milliseconds.
    double millis(double p) {
        List<Long> sorted = new ArrayList<>(nanos);
        if (sorted.isEmpty()) {
            throw new IllegalStateException("Nothing was measured; the run before this line says why");
        }
        Collections.sort(sorted);
        int index = (int) Math.ceil(p * sorted.size()) - 1;
        return sorted.get(Math.clamp(index, 0, sorted.size() - 1)) / 1e6;
    }

    double maxMillis() {
        return millis(1);
    }

    /// The distribution of a sum of independent draws: `times[i]` draws of `parts[i]`.
    static Samples sum(RandomGenerator random, List<Samples> parts, List<Integer> times) {
        Samples sums = new Samples();
        for (int round = 0; round < 20_000; round++) {
            long sum = 0;
            for (int i = 0; i < parts.size(); i++) {
                List<Long> from = parts.get(i).nanos;
                for (int draw = 0; draw < times.get(i); draw++) {
                    sum += from.get(random.nextInt(from.size()));
                }
            }
            sums.add(sum);
        }
        return sums;
    }

    static long since(long startNanos) {
        return System.nanoTime() - startNanos;
    }

    @Override
    public String toString() {
        return "%d samples, p50 %s, p99 %s"
                .formatted(size(), Duration.ofNanos((long) (millis(0.5) * 1e6)), Duration.ofNanos((long)
                        (millis(0.99) * 1e6)));
    }
}
