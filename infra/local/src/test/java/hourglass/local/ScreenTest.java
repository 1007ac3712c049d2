package hourglass.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void saysThatThereIsLittleMemory() {
        assertThat(saidOf(OptionalLong.of(2L << 30))).contains("Only 2.0 GiB", "wants 3.0 GiB", "start again");
    }

    @Test
    void saysNothingOfMemoryThatSufficesOrThatNobodyKnows() {
        assertThat(saidOf(OptionalLong.of(3L << 30))).isEmpty();
        assertThat(saidOf(OptionalLong.empty())).isEmpty();
    }

    private static String saidOf(OptionalLong available) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Screen(new PrintStream(said, true, StandardCharsets.UTF_8)).memory(available);
        return said.toString(StandardCharsets.UTF_8);
    }
}
