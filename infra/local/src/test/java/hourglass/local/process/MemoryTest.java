package hourglass.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MemoryTest {
    @Test
    void readsWhatProgramsMayStillTake() {
        assertThat(Memory.available(List.of("MemTotal:  24683128 kB", "MemFree: 1 kB", "MemAvailable:    2097152 kB")))
                .hasValue(2L << 30);
        assertThat(Memory.available(List.of("MemTotal:  24683128 kB"))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNeverMoreThanThereIs() throws Exception {
        String total = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D", "");
        assertThat(Memory.available().orElseThrow()).isBetween(1L, Long.parseLong(total) * 1024);
    }
}
