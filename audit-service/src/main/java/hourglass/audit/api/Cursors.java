package hourglass.audit.api;

import hourglass.web.ProblemException;
import hourglass.web.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Opaque cursors: signed, and bound to the question that they go on with.
public final class Cursors {
    private static final int TAG = 16;

    private final SecretKeySpec key;

    /// Signs cursors with a secret of the service.
    ///
    /// @param secret the same for all instances and after a restart
    public Cursors(byte[] secret) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    String write(String question, String place) {
        byte[] text = place.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(tag(question, place), TAG + text.length);
        System.arraycopy(text, 0, all, TAG, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// The place that a cursor names, empty without a cursor.
    Optional<String> read(String question, @Nullable String cursor) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(cursor);
            if (all.length > TAG) {
                String place = new String(all, TAG, all.length - TAG, StandardCharsets.UTF_8);
                if (MessageDigest.isEqual(Arrays.copyOf(all, TAG), tag(question, place))) {
                    return Optional.of(place);
                }
            }
        } catch (IllegalArgumentException e) {
            throw foreign();
        }
        throw foreign();
    }

    private static ProblemException foreign() {
        return new ProblemException(
                ProblemType.MALFORMED, "The cursor does not belong to this question. Begin again without it.");
    }

    private byte[] tag(String question, String place) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(question.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(place.getBytes(StandardCharsets.UTF_8)), TAG);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
