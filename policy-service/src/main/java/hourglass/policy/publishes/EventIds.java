package hourglass.policy.publishes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Ids of decisions. The same ask answered by the same set is the same event: a crash between producing it and
/// committing the ask's offset repeats it under its id, and the first in the log counts.
final class EventIds {
    private EventIds() {}

    /// A UUIDv8 (RFC 9562): 122 bits of SHA-256 over the ask's event id and the set's digest.
    static UUID ofDecision(UUID ask, String bundleDigest) {
        byte[] hash = sha256((ask + "\n" + bundleDigest).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bits = ByteBuffer.wrap(hash);
        long high = (bits.getLong() & ~0xF000L) | 0x8000L;
        long low = (bits.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
