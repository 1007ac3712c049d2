package hourglass.messaging;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.UUID;

/// Time-ordered ids (RFC 9562).
public final class Uuids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Uuids() {}

    /// A UUIDv7: 48 bits of milliseconds, 12 bits of the millisecond's fraction (method 3 of RFC 9562 6.2), 62 random
    /// bits.
    public static UUID v7(Instant at) {
        long fraction = at.get(ChronoField.NANO_OF_SECOND) % 1_000_000 * 4096L / 1_000_000;
        long high = at.toEpochMilli() << 16 | 0x7000L | fraction;
        long low = RANDOM.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }
}
