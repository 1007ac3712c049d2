package hourglass.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidsTest {
    @Test
    void areVersionSevenAndSortByTimeToTheMicrosecond() {
        Instant at = Instant.parse("2026-11-24T09:00:03.120442Z");

        UUID first = Uuids.v7(at);
        UUID second = Uuids.v7(at.plusNanos(1_000));
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(first.getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
        assertThat(first.toString()).isLessThan(second.toString());
        assertThat(Uuids.v7(at)).isNotEqualTo(first);
    }
}
