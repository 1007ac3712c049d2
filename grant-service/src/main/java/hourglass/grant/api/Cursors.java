package hourglass.grant.api;

import hourglass.grant.RequestId;
import hourglass.grant.SigningKey;
import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where a list goes on: opaque, signed, and good only for the list it was made for.
@Component
class Cursors {
    private static final int ID = 16;
    private static final int SIGNATURE = 16;

    private final SigningKey key;

    Cursors(SigningKey key) {
        this.key = key;
    }

    /// The cursor behind the last grant that was shown.
    ///
    /// @param list everything that makes it this list: who looks, and the filters
    String after(String list, RequestId last) {
        UUID id = UUID.fromString(last.text());
        byte[] bytes = ByteBuffer.allocate(ID)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        byte[] cursor = ByteBuffer.allocate(ID + SIGNATURE)
                .put(bytes)
                .put(signature(list, bytes))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /// The last grant that was shown; null without a cursor.
    ///
    /// @throws ProblemException 400 when the cursor was not made here, or for another list
    @Nullable
    RequestId last(String list, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        byte[] bytes = decoded(cursor);
        byte[] id = Arrays.copyOf(bytes, ID);
        if (bytes.length != ID + SIGNATURE
                || !MessageDigest.isEqual(Arrays.copyOfRange(bytes, ID, bytes.length), signature(list, id))) {
            throw unusable();
        }
        ByteBuffer halves = ByteBuffer.wrap(id);
        return new RequestId(new UUID(halves.getLong(), halves.getLong()).toString());
    }

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException _) {
            throw unusable();
        }
    }

    private static ProblemException unusable() {
        return new ProblemException(
                ProblemType.MALFORMED,
                "The cursor is not one for this list: take `next` as it was given, or begin without a cursor.");
    }

    private byte[] signature(String list, byte[] id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(id), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
