package hourglass.request.api;

import static org.assertj.core.api.Assertions.assertThat;

import hourglass.testkit.Fuzzing;
import hourglass.web.Cursors;
import hourglass.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Whatever text a caller writes where a duration, a preference, a revision or a cursor belongs: it is one, or a
/// problem.
class TextsFuzzTest {
    private static final Cursors CURSORS = new Cursors(new byte[32]);

    /// Jazzer calls it. The first byte says what the rest is to be.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        try {
            read((char) input[0], text);
        } catch (ProblemException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static void read(char kind, String text) {
        switch (kind) {
            case 'd' ->
                Durations.parse(text)
                        .ifPresent(duration ->
                                assertThat(Durations.parse(duration.toString())).hasValue(duration));
            case 'p' -> assertThat(Preference.of(text).seconds()).isBetween(0L, Preference.LONGEST);
            case 'r' -> {
                Long wanted = Revisions.wanted(text);
                assertThat(wanted == null || Revisions.known(text, wanted)).isTrue();
            }
            case 'c' ->
                assertThat(CURSORS.last("a list that no input is for", text)).isNull();
            default -> {
                // Nothing of that kind.
            }
        }
    }

    private final Fuzzing fuzzing = Fuzzing.of(TextsFuzzTest.class, TextsFuzzTest::fuzzerTestOneInput);

    @Test
    void readsOrRefusesTheInputsThatAreKept() {
        fuzzing.replay();
    }

    @Test
    void readsOrRefusesChangedInputs() {
        assertThat(fuzzing.change(4711, Duration.ofSeconds(1))).isPositive();
    }
}
