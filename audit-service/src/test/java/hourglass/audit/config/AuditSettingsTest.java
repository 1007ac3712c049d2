package hourglass.audit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditSettingsTest {
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 9, 5_001})
    void refusesToGatherForHardlyAnyTimeOrForLong(long millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gathering(millis))
                .withMessageContaining("hourglass.audit.gather")
                .withMessageContaining("from 10 ms to 5000 ms");
    }

    @Test
    void takesBothEnds() {
        assertThat(gathering(10).gather()).isEqualTo(Duration.ofMillis(10));
        assertThat(gathering(5_000).gather()).isEqualTo(Duration.ofSeconds(5));
    }

    private static AuditSettings gathering(long millis) {
        return new AuditSettings(
                "audit.example",
                Path.of("log.pem"),
                Path.of("anchor"),
                null,
                Duration.ofSeconds(1),
                Duration.ofMillis(millis),
                Duration.ofDays(31),
                false);
    }
}
