package hourglass.policy.engine;

import hourglass.policy.Ask;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// One digest over the answers of many random sets, as a program, so that two virtual machines can be compared:
/// each has its own order of `Set.of` and `Map.of`, and may have another language and zone.
final class SameBytes {
    private SameBytes() {}

    /// Prints the digest.
    ///
    /// @param args the first seed, and how many sets
    public static void main(String[] args) {
        System.out.println(digest(Long.parseLong(args[0]), Integer.parseInt(args[1])));
    }

    static String digest(long seed, int count) {
        RandomSets sets = new RandomSets();
        MessageDigest all = sha256();
        for (long each = seed; each < seed + count; each++) {
            SplittableRandom random = new SplittableRandom(each);
            sets.decider(sets.documents(random)).ifPresent(decider -> {
                Overlay overlay = RandomLives.overlay(random);
                Ask ask = new RandomLives(random, decider, true).live(overlay);
                String answer = decider.decide(ask, RandomLives.POLICY, overlay).resultDigest();
                all.update(answer.getBytes(StandardCharsets.US_ASCII));
            });
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
