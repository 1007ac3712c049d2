package hourglass.request.api;

import hourglass.request.SigningKey;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where a list goes on: opaque, signed, and good only for the list it was made for.
@Component
class Cursors {
    private static final int SIGNATURE = 16;

    private final SigningKey key;

    Cursors(SigningKey key) {
        this.key = key;
    }

    /// @param list everything that makes it this list: whose it is, its view and its filters
    /// @param last the last thing that was shown
    String after(String list, String last) {
        byte[] text = last.getBytes(StandardCharsets.UTF_8);
        byte[] cursor = Arrays.copyOf(signature(list, text), SIGNATURE + text.length);
        System.arraycopy(text, 0, cursor, SIGNATURE, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /// The last thing that was shown; null without a cursor.
    ///
    /// @throws ProblemException 400 when the cursor was not made here, or for another list
    @Nullable
    String last(String list, @Nullable String cursor) {
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
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(text), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
