package hourglass.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.policy.Loading;
import hourglass.policy.Seed;
import hourglass.testkit.Fuzzing;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever a file of the policy repository holds: it is part of a set, or refused with findings.
public class PolicyFilesFuzzTest {
    private static final SortedMap<String, byte[]> OTHERS = others();

    /// What a policy refers to.
    private static SortedMap<String, byte[]> others() {
        SortedMap<String, byte[]> files = Seed.files();
        files.keySet().removeIf(file -> file.startsWith("policies/") || file.startsWith("guardrails/"));
        return files;
    }

    /// Jazzer calls it first, in a public class only; else loading all classes would make the first input slow.
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(new byte[0]);
    }

    /// Jazzer calls it.
    public static void fuzzerTestOneInput(byte[] input) {
        SortedMap<String, byte[]> files = new TreeMap<>(OTHERS);
        files.put("policies/foreign.yaml", input);
        if (PolicySets.load(files) instanceof Loading.Rejected rejected) {
            assertThat(rejected.findings()).isNotEmpty();
        }
    }

    private final Fuzzing fuzzing = Fuzzing.of(PolicyFilesFuzzTest.class, PolicyFilesFuzzTest::fuzzerTestOneInput);

    @Test
    void refusesOrReadsTheInputsThatAreKept() {
        fuzzing.replay();
    }

    @Test
    void refusesOrReadsChangedInputs() {
        assertThat(fuzzing.change(4711, Duration.ofSeconds(2))).isPositive();
    }
}
