package hourglass.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Gives a parser bytes that it must withstand: the inputs kept beside its test in `fuzz/<test class>/`, and what a
/// seeded generator makes of them. `infra/fuzz` runs the same targets under Jazzer, which looks for new ways through
/// the code, for as long as one likes; what it finds is kept among the inputs.
public final class Fuzzing {
    /// Far more than any input should take, so that a busy machine fails no test.
    private static final Duration SLOWEST = Duration.ofSeconds(5);

    private static final int LONGEST = 1 << 16;
    private static final int MOST_CHANGES = 6;
    private static final byte[] TELLING =
            "\0\n\r\t \"'{}[]:,-+&*!|>#%=./\\\u007f0129".getBytes(StandardCharsets.ISO_8859_1);

    private final List<byte[]> seeds;
    private final Target target;

    /// What is tried. Refuses bad input as it is documented to, and catches that refusal.
    @FunctionalInterface
    public interface Target {
        /// Takes one input.
        ///
        /// @throws Exception which is a finding, as any error is
        void take(byte[] input) throws Exception;
    }

    private Fuzzing(List<byte[]> seeds, Target target) {
        this.seeds = seeds;
        this.target = target;
    }

    /// The inputs that are kept for a test, and a target for them.
    ///
    /// @throws IllegalStateException when there are none
    public static Fuzzing of(Class<?> test, Target target) {
        List<byte[]> seeds = seeds(test);
        if (seeds.isEmpty()) {
            throw new IllegalStateException("There is no input in fuzz/" + test.getSimpleName() + ".");
        }
        return new Fuzzing(seeds, target);
    }

    /// Tries the inputs as they are, and nothing at all.
    ///
    /// @throws AssertionError for a finding
    public void replay() {
        take(new byte[0], "no bytes at all");
        for (int i = 0; i < seeds.size(); i++) {
            take(seeds.get(i), "kept input " + i);
        }
    }

    /// Tries changed inputs for some time, the same ones on every machine, only more of them on a fast one.
    ///
    /// @return how many were tried
    /// @throws AssertionError for a finding
    public int change(long seed, Duration time) {
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + time.toNanos();
        int rounds = 0;
        do {
            take(changed(random), "seed " + seed + ", round " + rounds);
            rounds++;
        } while (System.nanoTime() < end);
        return rounds;
    }

    private void take(byte[] input, String which) {
        long begun = System.nanoTime();
        try {
            target.take(input);
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
            throw new AssertionError(finding(input, which, "leads to " + e), e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (took.compareTo(SLOWEST) > 0) {
            throw new AssertionError(finding(input, which, "takes " + took));
        }
    }

    private static String finding(byte[] input, String which, String what) {
        return "Input (%s) %s: %s".formatted(which, what, Base64.getEncoder().encodeToString(input));
    }

    private byte[] changed(SplittableRandom random) {
        byte[] bytes = seed(random).clone();
        int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            bytes = changedOnce(bytes, random);
        }
        return bytes;
    }

    private byte[] seed(SplittableRandom random) {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changedOnce(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length + 1);
        int end = at + random.nextInt(Math.min(64, bytes.length - at) + 1);
        byte[] part = Arrays.copyOfRange(bytes, at, end);
        return switch (random.nextInt(7)) {
            case 0 -> spliced(bytes, at, end, new byte[0]);
            case 1 -> spliced(bytes, at, at, repeated(part, 1 + random.nextInt(40)));
            case 2 -> spliced(bytes, at, at, some(random));
            case 3 ->
                spliced(bytes, at, Math.min(at + 1, bytes.length), new byte[] {TELLING[random.nextInt(TELLING.length)]
                });
            case 4 -> {
                byte[] other = seed(random);
                int from = random.nextInt(other.length + 1);
                yield spliced(bytes, at, end, Arrays.copyOfRange(other, from, Math.min(other.length, from + 200)));
            }
            case 5 -> Arrays.copyOf(bytes, at);
            default -> {
                if (at < bytes.length) {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
                yield bytes;
            }
        };
    }

    private static byte[] some(SplittableRandom random) {
        byte[] bytes = new byte[1 + random.nextInt(8)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] repeated(byte[] part, int times) {
        byte[] all = new byte[part.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, all, i * part.length, part.length);
        }
        return all;
    }

    private static byte[] spliced(byte[] bytes, int begin, int end, byte[] between) {
        if (bytes.length + between.length > LONGEST) {
            return bytes;
        }
        byte[] all = Arrays.copyOf(bytes, bytes.length - (end - begin) + between.length);
        System.arraycopy(between, 0, all, begin, between.length);
        System.arraycopy(bytes, end, all, begin + between.length, bytes.length - end);
        return all;
    }

    private static List<byte[]> seeds(Class<?> test) {
        URL folder = test.getResource("/fuzz/" + test.getSimpleName());
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<byte[]> seeds = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
            return seeds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
