package hourglass.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Where a list goes on: opaque, signed, and good only for the list it was made for.
public final class Cursors {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE = 16;

    private final SecretKeySpec key;

    /// @param secret 32 bytes or more, the same for all instances of a service and after a restart
    public Cursors(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /// The cursor behind what was shown.
    ///
    /// @param list everything that makes it this list: whose it is, its view and its filters
    /// @param last the last thing that was shown, not empty
    public String after(String list, String last) {
        byte[] text = last.getBytes(StandardCharsets.UTF_8);
        byte[] cursor = Arrays.copyOf(signature(list, text), SIGNATURE + text.length);
        System.arraycopy(text, 0, cursor, SIGNATURE, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /// The last thing that was shown; null without a cursor.
    ///
    /// @throws ProblemException 400 when the cursor was not made here, or for another list
    public @Nullable String last(String list, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        byte[] bytes = decoded(cursor);
        byte[] text = Arrays.copyOfRange(bytes, Math.min(SIGNATURE, bytes.length), bytes.length);
        byte[] signature = Arrays.copyOf(bytes, SIGNATURE);
        if (text.length == 0 || !MessageDigest.isEqual(signature, signature(list, text))) {
            throw unusable();
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
    }

    private static ProblemException unusable() {
        return new ProblemException(
                ProblemType.MALFORMED,
                "The cursor is not one for this list: take `next` as it was given, or begin without a cursor.");
    }

    private byte[] signature(String list, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(text), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
